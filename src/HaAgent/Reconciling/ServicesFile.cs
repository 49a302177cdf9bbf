using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Clustering;
using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Reconciling;

/// <summary>
/// The remembered services on disk, beside HAProxy's sockets: an agent that takes a running HAProxy over has to know its backends, those
/// without nodes included. The one home of that file.
/// </summary>
public sealed class ServicesFile(string path, ILogger<ServicesFile> logger)
{
    /// <summary>What was last written; nothing where there is no such file or it cannot be read, which costs a reload.</summary>
    public ImmutableSortedDictionary<string, RememberedService> Read()
    {
        try
        {
            var stored = File.Exists(path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(path), ServicesJson.Default.RememberedServiceArray) ?? []
                : [];
            return stored.Where(IsRight).DistinctBy(entry => entry.Service.Name)
                .ToImmutableSortedDictionary(entry => entry.Service.Name, entry => entry, StringComparer.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            logger.LogWarning("The services in {Path} cannot be read, and those without nodes are forgotten: {Error}", path, error.Message);
            return ImmutableSortedDictionary.Create<string, RememberedService>(StringComparer.Ordinal);
        }
    }

    /// <summary>Keeps them; that they cannot be kept costs a reload after a restart of the agent.</summary>
    public void Write(IEnumerable<RememberedService> services)
    {
        try
        {
            AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes([.. services], ServicesJson.Default.RememberedServiceArray));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("The services cannot be written to {Path}: {Error}", path, error.Message);
        }
    }

    // It may have been edited by hand: the rules for claims from the network hold for it too.
    private static bool IsRight(RememberedService entry) =>
        entry.Service is { } service && NodeNames.IsValid(service.Name) && service.ListenPort is >= 0 and <= System.Net.IPEndPoint.MaxPort
        && (service.ListenPort > 0) == (service.Protocol == ServiceProtocol.Tcp)
        && service.Routes is not null
        && ServiceRoute.TryParseAny(service.Routes) is { } routes
        && ServiceRoute.Written(routes) == service.Routes;
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, WriteIndented = true, UseStringEnumConverter = true, RespectNullableAnnotations = true,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(RememberedService[]))]
internal sealed partial class ServicesJson : JsonSerializerContext;
