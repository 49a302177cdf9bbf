namespace Actors.Clustering.Settings;

/// <summary>How a program writes its log.</summary>
public enum LogFormat
{
    /// <summary>For people: a time, a level, a category and the text.</summary>
    Text,

    /// <summary>For systemd's journal, which has the time itself: each line begins with its priority, such as <c>&lt;4&gt;</c>.</summary>
    Systemd,

    /// <summary>For programs: an object a line.</summary>
    Json,
}

/// <summary>Chooses a <see cref="LogFormat"/>.</summary>
public static class LogFormats
{
    private const string Key = "LogFormat";

    /// <summary>
    /// What <c>Node:LogFormat</c> says; without it that of the journal where standard output goes there, else text. What is wrong is in the
    /// reader's faults.
    /// </summary>
    public static LogFormat Read(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var fallback = GoesToJournal(Environment.GetEnvironmentVariable("JOURNAL_STREAM"), OpenFile("/proc/self/fd/1"))
            ? LogFormat.Systemd
            : LogFormat.Text;
        var text = settings.Text(
            Key, NameOf(fallback), name => Enum.GetValues<LogFormat>().Any(format => NameOf(format) == name),
            "must be text, systemd (a priority before each line, for the journal) or json");
        return Enum.GetValues<LogFormat>().FirstOrDefault(format => NameOf(format) == text);
    }

    /// <summary>Whether a file is the stream to the journal. Pure.</summary>
    /// <param name="stream">
    /// What systemd says of that stream: its device and inode (systemd.exec(5), JOURNAL_STREAM); null for nothing.
    /// </param>
    /// <param name="file">The file, as the kernel names an open one, such as <c>socket:[4711]</c>; null for unknown.</param>
    public static bool GoesToJournal(string? stream, string? file) =>
        stream?.Split(':') is [_, { Length: > 0 } inode] && file == $"socket:[{inode}]";

    private static string NameOf(LogFormat format) => format.ToString().ToLowerInvariant();

    private static string? OpenFile(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
