using System.Globalization;
using System.Text;

namespace Actors.HaAgent.Reconciling;

/// <summary>
/// The highest number of a row that was shown, so that none is given twice where the rows themselves could not be written. It stands in a
/// file of a fixed size, written in place, which a full disk allows; in more than one folder, of which one may be read-only.
/// </summary>
/// <param name="folders">The folders, that of the rows the last; an empty one is none.</param>
/// <param name="logger">The log.</param>
internal sealed class HistoryNumber(IEnumerable<string> folders, ILogger logger)
{
    private const string Name = "history-number";
    private long _written;
    private readonly string[] _paths = [.. folders.Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, Name))];

    /// <summary>The highest of them; 0 for none.</summary>
    public long Read() => _paths.Select(Read).DefaultIfEmpty().Max();

    /// <summary>Keeps it where that can be.</summary>
    /// <param name="number">The number; one that is lower than before keeps that.</param>
    /// <param name="isLate">Whether the disk of the rows does not answer, and is not asked.</param>
    public void Write(long number, bool isLate = false)
    {
        number = Math.Max(number, Volatile.Read(ref _written));
        Volatile.Write(ref _written, number);
        foreach (var path in isLate ? _paths.SkipLast(1) : _paths)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using var file = HistoryFile.Open(path);
                file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number,19}\n")));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                logger.LogDebug("The number {Number} cannot be kept in {Path}: {Error}", number, path, error.Message);
            }
        }
    }

    private long Read(string path)
    {
        try
        {
            return File.Exists(path)
                && long.TryParse(File.ReadAllText(path), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("The highest number of the history in {Path} cannot be read: {Error}", path, error.Message);
            return 0;
        }
    }
}
