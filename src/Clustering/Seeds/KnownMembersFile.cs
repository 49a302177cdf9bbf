using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Seeds;

/// <summary>
/// The members that this node last knew, kept over restarts so that it finds the running cluster again. The one home of
/// this file; without a folder it remembers for the life of the process.
/// </summary>
public sealed partial class KnownMembersFile(string folder, ILogger<KnownMembersFile> logger)
{
    /// <summary>More than enough to find one that lives.</summary>
    public const int Most = 50;

    private readonly string _path = folder.Length == 0 ? "" : Path.Combine(folder, "known-members.json");
    private IReadOnlyList<SeedAddress> _remembered = [];

    /// <summary>The remembered members; none where there is no file, or where it cannot be read (which is logged).</summary>
    public IReadOnlyList<SeedAddress> Read()
    {
        if (_path.Length == 0 || !File.Exists(_path))
        {
            return _remembered;
        }

        try
        {
            var texts = JsonSerializer.Deserialize(File.ReadAllBytes(_path), KnownMembersJson.Default.StringArray) ?? [];
            return [.. texts.Select(SeedAddress.TryParse).OfType<SeedAddress>().Take(Most)];
        }
        catch (Exception error) when (error is IOException or JsonException or UnauthorizedAccessException)
        {
            logger.LogWarning("The known members in {Path} cannot be read and are ignored: {Error}", _path, error.Message);
            return _remembered;
        }
    }

    /// <summary>Remembers <paramref name="members"/>; an empty list is not worth remembering and changes nothing.</summary>
    public void Write(IReadOnlyList<SeedAddress> members)
    {
        if (members.Count == 0)
        {
            return;
        }

        _remembered = [.. members.Take(Most)];
        if (_path.Length == 0)
        {
            return;
        }

        try
        {
            AtomicFile.Write(
                _path,
                JsonSerializer.SerializeToUtf8Bytes(
                    [.. _remembered.Select(member => member.ToString())], KnownMembersJson.Default.StringArray));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning(
                "The known members cannot be written to {Path}: {Error}. A restart finds the cluster by its configured seeds only.", _path,
                error.Message);
        }
    }

    [JsonSerializable(typeof(string[]))]
    private sealed partial class KnownMembersJson : JsonSerializerContext;
}
