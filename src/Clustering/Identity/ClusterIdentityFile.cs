using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Identity;

/// <summary>
/// The identity of the cluster that this node belongs to, kept over restarts. The one home of this file; without a folder it is remembered
/// for the life of the process. One that is read from the file is not fresh any more.
/// </summary>
public sealed partial class ClusterIdentityFile
{
    /// <summary>The file's name in the state folder.</summary>
    public const string FileName = "cluster-identity.json";

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly string _cluster;
    private readonly ILogger _logger;
    private ClusterIdentity? _current;

    /// <summary>Reads the file, where there is one of this cluster.</summary>
    /// <param name="folder">The state folder; empty for none.</param>
    /// <param name="cluster">The cluster's name: what is remembered of one of another name does not count.</param>
    /// <param name="logger">The log.</param>
    public ClusterIdentityFile(string folder, string cluster, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _path = folder.Length == 0 ? "" : Path.Combine(folder, FileName);
        _cluster = cluster;
        _logger = logger;
        _current = Read();
    }

    /// <summary>The identity; null where none is known yet.</summary>
    public ClusterIdentity? Current
    {
        get
        {
            lock (_gate)
            {
                return _current;
            }
        }
    }

    /// <summary>The identity; a new one is made where none is known.</summary>
    public ClusterIdentity OrNew()
    {
        lock (_gate)
        {
            if (_current is null)
            {
                Adopt(ClusterIdentity.New());
            }

            return _current!;
        }
    }

    /// <summary>This node belongs to the cluster of <paramref name="identity"/> now.</summary>
    public void Adopt(ClusterIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        lock (_gate)
        {
            var isKnown = _current?.Value == identity.Value;
            _current = identity;
            if (!isKnown)
            {
                Write(identity);
            }
        }
    }

    private ClusterIdentity? Read()
    {
        if (_path.Length == 0 || !File.Exists(_path))
        {
            return null;
        }

        try
        {
            var remembered = JsonSerializer.Deserialize(File.ReadAllBytes(_path), IdentityJson.Default.Remembered);
            if (remembered is not null && remembered.Cluster == _cluster && ClusterIdentity.IsValid(remembered.Identity))
            {
                return new ClusterIdentity(remembered.Identity, IsFresh: false);
            }

            _logger.LogWarning(
                "The identity in {Path} is of cluster '{Other}', and this node of cluster '{Cluster}': it does not count.", _path,
                remembered?.Cluster, _cluster);
        }
        catch (Exception error) when (error is IOException or JsonException or UnauthorizedAccessException)
        {
            _logger.LogWarning("The cluster's identity in {Path} cannot be read and is ignored: {Error}", _path, error.Message);
        }

        return null;
    }

    private void Write(ClusterIdentity identity)
    {
        if (_path.Length == 0)
        {
            return;
        }

        try
        {
            AtomicFile.Write(
                _path, JsonSerializer.SerializeToUtf8Bytes(new Remembered(_cluster, identity.Value), IdentityJson.Default.Remembered));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning(
                "The cluster's identity cannot be written to {Path}: {Error}. After a restart this node is taken for a new one.", _path,
                error.Message);
        }
    }

    private sealed record Remembered(string Cluster, string Identity);

    [JsonSourceGenerationOptions(
        JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
    [JsonSerializable(typeof(Remembered))]
    private sealed partial class IdentityJson : JsonSerializerContext;
}
