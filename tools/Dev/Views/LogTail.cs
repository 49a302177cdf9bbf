using System.Text;

namespace Actors.Dev.Views;

/// <summary>Reads the end of a log file, and what comes after.</summary>
internal static class LogTail
{
    // Longer than the lines anybody asks for; a log may be huge.
    private const int Window = 1 << 20;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>The last lines there are; none when there is no file.</summary>
    public static IReadOnlyList<string> Last(string path, int count) => Read(path, count).Lines;

    /// <summary>The last lines, then each new one as it comes, until cancelled.</summary>
    public static async Task FollowAsync(
        string path, int count, Action<string> onLine, TimeProvider time, CancellationToken cancellationToken)
    {
        var (lines, position) = Read(path, count);
        foreach (var line in lines)
        {
            onLine(line);
        }

        var partial = new StringBuilder();
        while (!cancellationToken.IsCancellationRequested)
        {
            position = ReadOn(path, position, partial, onLine);
            await Task.Delay(Poll, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static (IReadOnlyList<string> Lines, long Position) Read(string path, int count)
    {
        if (!File.Exists(path))
        {
            return ([], 0);
        }

        using var file = Open(path);
        var from = Math.Max(0, file.Length - Window);
        var text = Text(file, from, out var position);
        var complete = text.LastIndexOf('\n') + 1;
        // What has no line end yet is read again by whoever follows, so that no line is shown in two halves.
        position -= Encoding.UTF8.GetByteCount(text.AsSpan(complete));
        var lines = text[..complete].Split('\n', StringSplitOptions.None);
        return ([.. lines.Take(lines.Length - 1).Skip(from > 0 ? 1 : 0).TakeLast(count)], position);
    }

    private static long ReadOn(string path, long position, StringBuilder partial, Action<string> onLine)
    {
        if (!File.Exists(path))
        {
            return position;
        }

        using var file = Open(path);
        if (file.Length < position)
        {
            // A new file under the old name: the node was started afresh.
            position = 0;
            partial.Clear();
        }

        var text = Text(file, position, out position);
        foreach (var part in text.SplitLinesKeepingEnds())
        {
            partial.Append(part);
            if (part[^1] == '\n')
            {
                onLine(partial.ToString(0, partial.Length - 1));
                partial.Clear();
            }
        }

        return position;
    }

    private static IEnumerable<string> SplitLinesKeepingEnds(this string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            yield return text[start..end];
            start = end;
        }
    }

    private static string Text(FileStream file, long from, out long position)
    {
        file.Position = from;
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var text = reader.ReadToEnd();
        position = file.Position;
        return text;
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
