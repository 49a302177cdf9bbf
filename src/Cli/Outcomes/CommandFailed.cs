using Actors.Contracts.Api;

namespace Actors.Cli.Outcomes;

/// <summary>A command cannot go on. Carries what the user needs: what is wrong, what to do about it, and the exit code.</summary>
internal sealed class CommandFailed(int exitCode, string message, params string[] remedy) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>What to do about it, one line each.</summary>
    public IReadOnlyList<string> Remedy { get; } = remedy;

    /// <summary>The command that it is about, such as <c>weight</c>; empty for none.</summary>
    public string Command { get; init; } = "";

    /// <summary>What the agent answered; null where it is not its refusal.</summary>
    public ProblemDocument? Problem { get; init; }
}
