using System.Collections.Immutable;
using Actors.Clustering;

namespace Actors.HaAgent.Reconciling;

/// <summary>
/// The history on disk: a file with a line for each row, a folder with their texts, and the highest number (docs/adr/0055). The one home of
/// these files; without a folder there are none.
/// </summary>
public sealed class HistoryFile
{
    /// <summary>The folder's name.</summary>
    public const string FolderName = "history";

    /// <summary>What the name of a file that cannot be read is given.</summary>
    public const string QuarantinedEnding = ".unreadable";

    private readonly string _path;
    private readonly ILogger<HistoryFile> _logger;
    private long _length;

    /// <param name="folder">Where it is kept, <c>Node:StatePath</c>; empty keeps nothing.</param>
    /// <param name="runtimeFolder">Where the highest number is kept too, <c>HaProxy:RuntimePath</c>; empty for nowhere.</param>
    /// <param name="logger">The log.</param>
    public HistoryFile(string folder, string runtimeFolder, ILogger<HistoryFile> logger)
    {
        var own = string.IsNullOrEmpty(folder) ? "" : Path.Combine(folder, FolderName);
        _logger = logger;
        _path = own.Length == 0 ? "" : Path.Combine(own, "changes.jsonl");
        Highest = new HistoryNumber(own.Length == 0 ? [] : [runtimeFolder, own], logger);
        Texts = new HistoryTexts(own.Length == 0 ? "" : Path.Combine(own, "texts"));
    }

    /// <summary>Whether anything is kept on disk.</summary>
    public bool IsKept => _path.Length > 0;

    /// <summary>The file of the rows.</summary>
    public string RowsPath => _path;

    /// <summary>The configurations and templates.</summary>
    internal HistoryTexts Texts { get; }

    /// <summary>The highest number that was shown.</summary>
    internal HistoryNumber Highest { get; }

    /// <summary>The rows that are there. What cannot be read is put aside, which is logged, and costs nothing else.</summary>
    public ImmutableList<Change> Read()
    {
        if (!IsKept)
        {
            return [];
        }

        try
        {
            Texts.Find();
            if (!File.Exists(_path))
            {
                return [];
            }

            var file = File.ReadAllBytes(_path);
            var (rows, invalid, length) = HistoryLines.Read(file);
            _length = length;
            if (invalid > 0)
            {
                _logger.LogWarning(
                    "{Count} rows of the history in {Path} cannot be read and are left out; the file is copied to {Aside}.", invalid, _path,
                    _path + QuarantinedEnding);
                Quarantine(File.Copy);
            }

            return [.. rows.Select(Texts.Known)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning(
                "The history in {Path} cannot be read, and begins anew with the next number: {Error}", _path, error.Message);
            Quarantine(File.Move);
            return [];
        }
    }

    /// <summary>Adds rows, with their texts, and has the disk keep them.</summary>
    /// <param name="rows">Those that are not there yet.</param>
    /// <exception cref="IOException">The disk does not take them.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not write there.</exception>
    public void Append(IEnumerable<Change> rows)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        Texts.Flush();
        using var file = Open(_path);
        // What a write that failed has left of a line.
        file.SetLength(Math.Min(file.Length, _length));
        file.Seek(0, SeekOrigin.End);
        foreach (var row in rows)
        {
            file.Write(HistoryLines.Of(row));
        }

        file.Flush(flushToDisk: true);
        _length = file.Length;
    }

    /// <summary>Replaces the file by these rows, and deletes the texts that none of them has.</summary>
    /// <param name="rows">Every row.</param>
    /// <param name="last">The last one that is on the disk; later ones are still to be added.</param>
    /// <exception cref="IOException">The disk does not take it.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not write there.</exception>
    public void Rewrite(IReadOnlyCollection<Change> rows, long last)
    {
        ArgumentNullException.ThrowIfNull(rows);
        // First, for it makes room on a full disk. A row whose text is gone is read without it.
        Texts.KeepOnly(rows);
        byte[] content = [.. rows.Where(row => row.Revision <= last).SelectMany(HistoryLines.Of)];
        AtomicFile.Write(_path, content, HistoryTexts.Mode);
        _length = content.Length;
    }

    internal static FileStream Open(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = HistoryTexts.Mode;
        }

        return new FileStream(path, options);
    }

    private void Quarantine(Action<string, string, bool> put)
    {
        try
        {
            put(_path, _path + QuarantinedEnding, true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning("{Path} cannot be put aside: {Error}", _path, error.Message);
        }
    }
}
