using CliWrap;
using CliWrap.Buffered;

namespace Actors.EndToEnd.Support;

/// <summary>An operator who runs <c>actors roll agents</c>.</summary>
internal static class Rolling
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>Runs it to its end.</summary>
    /// <param name="system">The system.</param>
    /// <param name="agent">The agent that is asked.</param>
    /// <param name="at">What a command begins with that runs at that agent's machine; empty for this one.</param>
    /// <param name="options">More options of it.</param>
    public static Task<BufferedCommandResult> RollAsync(
        this LocalSystem system, string agent, IEnumerable<string>? at = null, params string[] options)
    {
        string[] command =
        [
            .. at ?? [], Path.Combine(LocalSystem.Published, "actors"), "roll", "agents", "--url",
            $"http://127.0.0.1:{system.Running[agent].ManagementPort}", .. options,
        ];
        return CliWrap.Cli.Wrap(command[0]).WithArguments(command[1..])
            .WithEnvironmentVariables(new Dictionary<string, string?> { ["ACTORS_TOKEN"] = system.TokenOf(agent), ["ACTORS_URL"] = null })
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(new CancellationTokenSource(Longest).Token);
    }
}
