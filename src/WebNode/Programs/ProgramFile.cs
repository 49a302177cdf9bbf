namespace Actors.WebNode.Programs;

/// <summary>Finds what a command names, as execvp(3) will, so that a missing program is said before anything starts.</summary>
public static class ProgramFile
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The path of the program; null where there is none that may be executed.</summary>
    /// <param name="name">A path where it holds '/', else a name that is on the PATH.</param>
    /// <param name="path">The PATH.</param>
    public static string? Find(string name, string? path) => name.Contains('/', StringComparison.Ordinal)
        ? IsExecutable(name) ? name : null
        : (path ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(IsExecutable);

    private static bool IsExecutable(string file) => File.Exists(file) && (File.GetUnixFileMode(file) & Executable) != 0;
}
