using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Clustering;
using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Applying;

/// <summary>
/// The node files: one JSON file per node, named after it. The one home of that folder. An agent that starts again begins
/// from them. A file that cannot be read is set aside and costs no other node.
/// </summary>
public sealed class NodeFiles(string folder, ILogger<NodeFiles> logger)
{
    public const string Ending = ".json";
    public const string AsideEnding = ".unreadable";

    /// <summary>Every node that has a readable file, by name.</summary>
    public ImmutableArray<ServerState> Read()
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var nodes = ImmutableArray.CreateBuilder<ServerState>();
        foreach (var path in Directory.EnumerateFiles(folder, "*" + Ending).Order(StringComparer.Ordinal))
        {
            try
            {
                nodes.Add(Parse(path));
            }
            catch (Exception error) when (error is JsonException or FormatException)
            {
                File.Move(path, path + AsideEnding, overwrite: true);
                logger.LogWarning("The node file {Path} cannot be read and was set aside as {Aside}: {Error}", path, path + AsideEnding, error.Message);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                logger.LogWarning("The node file {Path} cannot be read: {Error}", path, error.Message);
            }
        }

        return nodes.ToImmutable();
    }

    /// <summary>Makes the folder hold exactly <paramref name="servers"/>; files that are right already are not touched.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Write(ImmutableArray<ServerState> servers)
    {
        Directory.CreateDirectory(folder);
        var wanted = servers.ToDictionary(server => server.Name + Ending, StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            var name = Path.GetFileName(path);
            if ((name.EndsWith(Ending, StringComparison.Ordinal) && !wanted.ContainsKey(name)) || name.EndsWith(AtomicFile.TemporarySuffix, StringComparison.Ordinal))
            {
                File.Delete(path);
            }
        }

        foreach (var (name, server) in wanted)
        {
            var path = Path.Combine(folder, name);
            var content = JsonSerializer.SerializeToUtf8Bytes(
                new NodeFile(server.Name, server.Service, server.Address, server.Port, server.Weight, server.Version, server.Admin, server.Why, server.Protocol, server.ListenPort, server.Routes, server.MaxConnections, server.Check), NodeFileJson.Default.NodeFile);
            if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
            {
                AtomicFile.Write(path, content);
            }
        }
    }

    // A file may have been edited by hand: the rules for nodes from the network hold for it too.
    private static ServerState Parse(string path)
    {
        var file = JsonSerializer.Deserialize(File.ReadAllBytes(path), NodeFileJson.Default.NodeFile) ?? throw new FormatException("it is null");
        var isRight = NodeNames.IsValid(file.Name) && NodeNames.IsValid(file.Service) && NodeDescription.IsVersion(file.Version)
            && IPAddress.TryParse(file.Address, out var address) && address.ToString() == file.Address
            && file.Port is >= 1 and <= IPEndPoint.MaxPort && file.Weight is >= 0 and <= 256
            && (file.Protocol == ServiceProtocol.Tcp ? file.ListenPort is >= 1 and <= IPEndPoint.MaxPort && file.Routes.Length == 0 : file.ListenPort == 0)
            && file.MaxConnections is >= 0 and <= NodeDescription.MostConnections
            && HttpCheck.TryParse(file.Check)?.Written == file.Check
            && ServiceRoute.TryParseAll(file.Routes) is { } routes && ServiceRoute.Written(routes) == file.Routes;
        if (!isRight)
        {
            throw new FormatException("a field is not what it must be (name, service, address, port 1 to 65535, weight 0 to 256, version, listen port, routes, connections at once, check)");
        }

        return file.Name + Ending == Path.GetFileName(path)
            ? new ServerState(file.Service, file.Name, file.Address, file.Port, file.Weight, file.Version, file.State, file.Why)
            {
                Protocol = file.Protocol,
                ListenPort = file.ListenPort,
                Routes = file.Routes,
                MaxConnections = file.MaxConnections,
                Check = file.Check,
            }
            : throw new FormatException($"it is about a node named '{file.Name}'");
    }
}

/// <summary>The content of a node file.</summary>
internal sealed record NodeFile(string Name, string Service, string Address, int Port, int Weight, string Version, AdminState State, string Why, ServiceProtocol Protocol = ServiceProtocol.Http, int ListenPort = 0, string Routes = "", int MaxConnections = 0, string Check = "");

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, WriteIndented = true, UseStringEnumConverter = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(NodeFile))]
internal sealed partial class NodeFileJson : JsonSerializerContext;
