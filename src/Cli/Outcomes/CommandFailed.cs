namespace Actors.Cli.Outcomes;

/// <summary>A command cannot go on. Carries what the user needs: what is wrong, what to do about it, and the exit code.</summary>
internal sealed class CommandFailed(int exitCode, string message, params string[] remedy) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>What to do about it, one line each.</summary>
    public IReadOnlyList<string> Remedy { get; } = remedy;
}
