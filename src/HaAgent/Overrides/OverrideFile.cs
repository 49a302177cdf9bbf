using System.Text.Json;
using Actors.Clustering;

namespace Actors.HaAgent.Overrides;

/// <summary>
/// The overrides on disk, so that they hold after all agents have restarted. The one home of this file; without a folder they are
/// remembered for the life of the process.
/// </summary>
public sealed class OverrideFile(string folder, ILogger<OverrideFile> logger)
{
    /// <summary>The file's name.</summary>
    public const string Name = "overrides.json";

    /// <summary>Its name in release 0.1.0: one that is there is read once.</summary>
    public const string OldName = "orders.json";

    /// <summary>What the name of a file that cannot be read is given.</summary>
    public const string QuarantinedEnding = ".unreadable";

    private readonly string _path = folder.Length == 0 ? "" : Path.Combine(folder, Name);
    private OverrideBook _remembered = OverrideBook.Empty;

    /// <summary>What was last written. A file that cannot be read is renamed, which is logged.</summary>
    public OverrideBook Read()
    {
        if (_path.Length == 0)
        {
            return _remembered;
        }

        TakeOld(Path.Combine(folder, OldName));
        return TryRead(_path) ?? _remembered;
    }

    /// <summary>
    /// Keeps the overrides. That the disk does not take them costs them nothing but a restart of all agents, and is logged.
    /// </summary>
    public void Write(OverrideBook overrides) => TryWrite(overrides);

    private bool TryWrite(OverrideBook overrides)
    {
        _remembered = overrides;
        if (_path.Length == 0)
        {
            return false;
        }

        try
        {
            var stored = overrides.Last.Select(entry => StoredOverride.Of(entry.Key, entry.Value)).ToArray();
            AtomicFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(stored, OverrideJson.Default.StoredOverrideArray));
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning(
                "The overrides cannot be written to {Path}: {Error}. They hold until all agents have restarted.", _path, error.Message);
            return false;
        }
    }

    // The old file is all that there is until all of both is in the new one.
    private void TakeOld(string old)
    {
        if (File.Exists(old) && TryRead(_path) is { } now && TryRead(old) is { } before && TryWrite(now.Merge(before)))
        {
            Delete(old);
        }
    }

    // Null where the file is there and the machine does not let it be read.
    private OverrideBook? TryRead(string path)
    {
        if (!File.Exists(path))
        {
            return _remembered;
        }

        try
        {
            var stored = JsonSerializer.Deserialize(File.ReadAllBytes(path), OverrideJson.Default.StoredOverrideArray)
                ?? throw new JsonException("it is null");
            var overrides = stored.Select(one => one?.ToOverride()).OfType<KeyValuePair<string, NodeOverride>>().ToList();
            if (overrides.Count < stored.Length)
            {
                var count = stored.Length - overrides.Count;
                logger.LogWarning("{Count} of the overrides in {Path} are not valid and are ignored.", count, path);
            }

            return _remembered.Merge(overrides);
        }
        catch (JsonException error)
        {
            var aside = path + QuarantinedEnding;
            logger.LogWarning(
                "The overrides in {Path} cannot be read; the file is renamed to {Aside}: {Error}", path, aside, error.Message);
            File.Move(path, aside, overwrite: true);
            return _remembered;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("The overrides in {Path} cannot be read: {Error}", path, error.Message);
            return null;
        }
    }

    private void Delete(string old)
    {
        try
        {
            File.Delete(old);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("{Path} cannot be removed, so that it is read again at the next start: {Error}", old, error.Message);
        }
    }
}
