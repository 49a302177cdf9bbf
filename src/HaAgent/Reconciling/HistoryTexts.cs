using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Actors.Clustering;

namespace Actors.HaAgent.Reconciling;

/// <summary>
/// The configurations and templates of the history, each once, by its hash. A text is in memory until <see cref="Flush"/> has brought it to
/// the folder, compressed; without a folder it stays there.
/// </summary>
/// <param name="folder">The folder; empty for none.</param>
internal sealed class HistoryTexts(string folder)
{
    private const string Ending = ".gz";
    private const int HashBytes = 16;
    private readonly ConcurrentDictionary<string, string> _unwritten = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _written = new(StringComparer.Ordinal);
    // Whether all that is in the folder is known: where not, a row goes on to name what may be there.
    private bool _isListed = folder.Length == 0;

    /// <summary>Who may read them: they may hold what only the agent's user is to see.</summary>
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Learns which are in the folder, and deletes what a write that was cut short has left.</summary>
    /// <exception cref="IOException">The disk does not say it.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not read there.</exception>
    public void Find()
    {
        if (folder.Length > 0 && Directory.Exists(folder))
        {
            foreach (var file in new DirectoryInfo(folder).GetFiles("*" + Ending))
            {
                _written[Path.GetFileNameWithoutExtension(file.Name)] = file.Length;
            }

            Array.ForEach(Directory.GetFiles(folder, "*" + Ending + AtomicFile.TemporarySuffix), File.Delete);
        }

        _isListed = true;
    }

    /// <summary>Keeps the texts of a row.</summary>
    /// <returns>The row without them.</returns>
    public Change Take(Change row) => row with
    {
        Config = null,
        Template = null,
        ConfigHash = row.Config is { } config ? Put(config) : null,
        TemplateHash = row.Template is { } template
            ? Put(JsonSerializer.Serialize(template, HistoryJson.Default.TemplateText)) : null,
    };

    /// <summary>A row with its texts, as far as they can be read.</summary>
    public Change Give(Change row) => row with
    {
        Config = Get(row.ConfigHash),
        Template = Get(row.TemplateHash) is { } json ? JsonSerializer.Deserialize(json, HistoryJson.Default.TemplateText) : null,
    };

    /// <summary>A row that names only what is kept.</summary>
    public Change Known(Change row) => row with
    {
        ConfigHash = row.ConfigHash is { } config && Has(config) ? config : null,
        TemplateHash = row.TemplateHash is { } template && Has(template) ? template : null,
    };

    private string Put(string text)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashBytes));
        // Also where it is in the folder: it may be about to be deleted there.
        _unwritten[hash] = text;
        return hash;
    }

    private bool Has(string hash) => !_isListed || _unwritten.ContainsKey(hash) || _written.ContainsKey(hash);

    /// <summary>What it takes, in bytes of the disk where it is there.</summary>
    public long SizeOf(string hash) =>
        _written.TryGetValue(hash, out var size) ? size : _unwritten.TryGetValue(hash, out var text) ? text.Length : 0;

    /// <summary>What it takes of the memory, in characters; 0 for one that is on the disk only.</summary>
    public long InMemory(string hash) => _unwritten.TryGetValue(hash, out var text) ? text.Length : 0;

    private string? Get(string? hash) =>
        hash is null ? null : _unwritten.TryGetValue(hash, out var text) ? text : Read(hash);

    /// <summary>Writes what is not in the folder.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not write there.</exception>
    public void Flush()
    {
        foreach (var (hash, text) in _unwritten)
        {
            if (!_written.ContainsKey(hash))
            {
                var bytes = CompressedText.Of(text);
                AtomicFile.Write(PathOf(hash), bytes, Mode);
                _written[hash] = bytes.Length;
            }

            _unwritten.TryRemove(hash, out _);
        }
    }

    /// <summary>Deletes what none of these rows has.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not write there.</exception>
    public void KeepOnly(IEnumerable<Change> rows)
    {
        var hashes = rows.SelectMany(row => row.Texts).ToHashSet(StringComparer.Ordinal);
        foreach (var hash in _written.Keys.Where(hash => !hashes.Contains(hash)))
        {
            File.Delete(PathOf(hash));
            _written.TryRemove(hash, out _);
        }
    }

    /// <summary>Forgets what is in memory only, and is none of these.</summary>
    public void Forget(IReadOnlySet<string> kept)
    {
        foreach (var hash in _unwritten.Keys.Where(hash => !kept.Contains(hash)))
        {
            _unwritten.TryRemove(hash, out _);
        }
    }

    private string PathOf(string hash) => Path.Combine(folder, hash + Ending);

    private string? Read(string hash)
    {
        try
        {
            return Has(hash) ? CompressedText.Read(PathOf(hash)) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }
}
