using System.Collections.Immutable;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Reconciling;

/// <summary>What of the history is kept. Pure.</summary>
/// <param name="Rows">The most rows.</param>
/// <param name="Age">How long a row is kept.</param>
/// <param name="Size">How much the texts of the rows may take together.</param>
public sealed record HistoryRetention(int Rows, TimeSpan Age, long Size)
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>That of the settings.</summary>
    public static HistoryRetention Of(HistoryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(options.MostRows, options.KeepFor, options.MostSize * Mebibyte);
    }

    /// <summary>
    /// Without the oldest rows where there are too many, or they are too old; and older ones without their texts where these take too much.
    /// The newest row, and the newest configuration, which is what runs, stay whatever they are.
    /// </summary>
    /// <param name="rows">The rows, the oldest first.</param>
    /// <param name="sizeOf">What a text takes; a text of several rows counts once.</param>
    /// <param name="now">The moment.</param>
    public ImmutableList<Change> Keep(ImmutableList<Change> rows, Func<string, long> sizeOf, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var dropped = Math.Max(0, rows.Count - Rows);
        while (dropped < rows.Count - 1 && now - rows[dropped].At > Age)
        {
            dropped++;
        }

        rows = rows.RemoveRange(0, dropped);
        var (counted, size) = (new HashSet<string>(StringComparer.Ordinal), 0L);
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            string[] more = [.. rows[i].Texts.Where(text => !counted.Contains(text))];
            var added = more.Sum(sizeOf);
            // Once it is too much, an older one is not kept for being small, unless it takes nothing at all.
            size += added;
            if (added == 0 || size <= Size || counted.Count == 0)
            {
                counted.UnionWith(more);
            }
            else if (more.Length > 0)
            {
                rows = rows.SetItem(i, rows[i] with { ConfigHash = null, TemplateHash = null });
            }
        }

        return rows;
    }
}
