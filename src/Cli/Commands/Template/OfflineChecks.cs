namespace Actors.Cli.Commands.Template;

/// <summary>The check of a template by a program that has the agent in it.</summary>
internal static class OfflineChecks
{
    /// <param name="check">What the agent's <c>template</c> does: arguments, where the answer goes, where faults go; the exit code.</param>
    public static OfflineCheck By(Func<string[], TextWriter, TextWriter, Task<int>> check) => async (template, snippets, _, _) =>
    {
        using StringWriter answer = new(), faults = new();
        string[] arguments =
        [
            "check",
            .. template is null ? (string[])[] : [template],
            .. snippets is null ? (string[])[] : [$"--HaProxy:SnippetsPath={snippets}"],
        ];
        await check(arguments, answer, faults);
        return answer.ToString().Split('\n').LastOrDefault(line => line.StartsWith('{'))
            ?? throw new CommandFailed(
                ExitCode.Failed, "the template could not be checked:",
                faults.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    };
}
