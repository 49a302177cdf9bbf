namespace Actors.Dev.Machine;

/// <summary>Finds programs: on PATH, and where system programs are even when a plain user's PATH leaves those folders out.</summary>
internal static class Programs
{
    private static readonly string[] System = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    public static string? Find(string name) => Find(name, Environment.GetEnvironmentVariable("PATH"));

    public static string? Find(string name, string? path) =>
        (path ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathRooted)
            .Concat(System)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(IsExecutable);

    /// <summary>Whether it is a file that somebody may execute.</summary>
    public static bool IsExecutable(string file) =>
        File.Exists(file)
        && (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
