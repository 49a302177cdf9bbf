using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Clustering;

namespace Actors.HaAgent.Membership;

/// <summary>
/// The other balancers on disk, beside HAProxy's sockets: an agent that takes a running HAProxy over has to know its peers. The one home of
/// that file.
/// </summary>
public sealed class PeersFile(string path, ILogger<PeersFile> logger)
{
    /// <summary>What was last written; nothing where there is no such file or it cannot be read, which costs a reload.</summary>
    public ImmutableArray<BalancerPeer> Read()
    {
        try
        {
            var stored = File.Exists(path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(path), PeersJson.Default.BalancerPeerArray) ?? []
                : [];
            return
            [
                .. stored.Select(peer => BalancerPeer.TryMake(peer.Name, peer.Address, peer.Port)).OfType<BalancerPeer>()
                    .DistinctBy(peer => peer.Name),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            logger.LogWarning("The other balancers in {Path} cannot be read, and are found anew: {Error}", path, error.Message);
            return [];
        }
    }

    /// <summary>Keeps them; that they cannot be kept costs a reload after a restart of the agent.</summary>
    public void Write(ImmutableArray<BalancerPeer> peers)
    {
        try
        {
            AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes([.. peers], PeersJson.Default.BalancerPeerArray));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("The other balancers cannot be written to {Path}: {Error}", path, error.Message);
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(BalancerPeer[]))]
internal sealed partial class PeersJson : JsonSerializerContext;
