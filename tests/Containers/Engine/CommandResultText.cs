namespace Actors.Containers.Engine;

/// <summary>What a program that ran to its end left behind.</summary>
/// <param name="Command">The command line.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All of its standard output.</param>
/// <param name="Errors">What it said on its standard error.</param>
/// <param name="Tail">The last lines of its output and errors.</param>
internal sealed record CommandResultText(string Command, int ExitCode, string Output, string Errors, string Tail);
