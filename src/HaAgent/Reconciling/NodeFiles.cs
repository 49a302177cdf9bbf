using System.Collections.Immutable;
using System.Text.Json;
using Actors.Clustering;
using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Reconciling;

/// <summary>
/// The node files: one JSON file per node, named after it. The one home of that folder. An agent that starts again begins
/// from them. A file that cannot be read is quarantined (renamed) and costs no other node.
/// </summary>
public sealed class NodeFiles(string folder, ILogger<NodeFiles> logger)
{
    public const string Ending = ".json";
    public const string QuarantinedEnding = ".bad";

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
                File.Move(path, path + QuarantinedEnding, overwrite: true);
                logger.LogWarning(
                    "The node file {Path} cannot be read and was quarantined as {Quarantined}: {Error}", path,
                    path + QuarantinedEnding, error.Message);
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
            if ((name.EndsWith(Ending, StringComparison.Ordinal) && !wanted.ContainsKey(name)) || name.EndsWith(
                AtomicFile.TemporarySuffix, StringComparison.Ordinal))
            {
                File.Delete(path);
            }
        }

        foreach (var (name, server) in wanted)
        {
            var path = Path.Combine(folder, name);
            var content = NodeFile.Write(server);
            if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
            {
                AtomicFile.Write(path, content);
            }
        }
    }

    private static ServerState Parse(string path) =>
        NodeFile.Read(File.ReadAllBytes(path)) is var server && server.Name + Ending == Path.GetFileName(path)
        ? server
        : throw new FormatException($"it is about a node named '{server.Name}'");
}
