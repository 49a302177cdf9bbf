using System.Text.Json;
using Actors.Clustering;

namespace Actors.HaAgent.Overrides;

/// <summary>
/// The overrides on disk, so that they hold after all agents have restarted. The one home of this file; without a folder they are
/// remembered for the life of the process.
/// </summary>
public sealed class OverrideFile(string folder, ILogger<OverrideFile> logger)
{
    /// <summary>The file's name, as release 0.1.0 has it: agents of both releases read what the other has written.</summary>
    public const string Name = "orders.json";

    /// <summary>What the name of a file that cannot be read is given.</summary>
    public const string QuarantinedEnding = ".bad";

    private readonly string _path = folder.Length == 0 ? "" : Path.Combine(folder, Name);
    private OverrideBook _remembered = OverrideBook.Empty;

    /// <summary>What was last written. A file that cannot be read is renamed, which is logged.</summary>
    public OverrideBook Read()
    {
        if (_path.Length == 0 || !File.Exists(_path))
        {
            return _remembered;
        }

        try
        {
            // Each for itself: what a later release has added to one costs no other.
            var stored = JsonSerializer.Deserialize(File.ReadAllBytes(_path), OverrideJson.Default.JsonElementArray)
                ?? throw new JsonException("it is null");
            var overrides = stored.Select(one => OverrideText.TryRead(one.GetRawText()))
                .OfType<KeyValuePair<string, NodeOverride>>().ToList();
            if (overrides.Count < stored.Length)
            {
                var count = stored.Length - overrides.Count;
                logger.LogWarning("{Count} of the overrides in {Path} are not valid and are ignored.", count, _path);
            }

            return _remembered.Merge(overrides);
        }
        catch (JsonException error)
        {
            var aside = _path + QuarantinedEnding;
            logger.LogWarning(
                "The overrides in {Path} cannot be read; the file is renamed to {Aside}: {Error}", _path, aside, error.Message);
            File.Move(_path, aside, overwrite: true);
            return _remembered;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("The overrides in {Path} cannot be read: {Error}", _path, error.Message);
            return _remembered;
        }
    }

    /// <summary>
    /// Keeps the overrides. That the disk does not take them costs them nothing but a restart of all agents, and is logged.
    /// </summary>
    public void Write(OverrideBook overrides)
    {
        _remembered = overrides;
        if (_path.Length == 0)
        {
            return;
        }

        try
        {
            var stored = overrides.Last.Select(entry => StoredOverride.Of(entry.Key, entry.Value)).ToArray();
            AtomicFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(stored, OverrideText.Json.StoredOverrideArray));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning(
                "The overrides cannot be written to {Path}: {Error}. They hold until all agents have restarted.", _path, error.Message);
        }
    }
}
