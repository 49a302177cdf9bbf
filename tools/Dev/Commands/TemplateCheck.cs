using Actors.Cli.Views;
using Actors.Dev.Building;
using Actors.Dev.Machine;
using Actors.Dev.Processes;
using Actors.Dev.State;

namespace Actors.Dev.Commands;

/// <summary>The check where no agent runs: the agent's own program does it, with nodes for example.</summary>
internal static class TemplateCheck
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    /// <summary>The agent's answer, as JSON.</summary>
    public static async Task<string> RunAsync(
        RunFolder folder, Output output, TimeProvider time, string? template, string? snippets, CancellationToken cancellationToken)
    {
        var haproxy = await new Requirements(output, time).EnsureAsync(cancellationToken);
        await new Publisher(folder, output, time).PublishAsync(folder.Build, cancellationToken);
        string[] command =
        [
            RunFolder.Program(folder.Build), "agent", "template", "check", .. template is null ? (string[])[] : [template],
            $"--HaProxy:Binary={haproxy}", .. snippets is null ? (string[])[] : [$"--HaProxy:SnippetsPath={snippets}"],
        ];
        var result = await Shell.RunAsync(
            command, Bound, cancellationToken, environment: new Dictionary<string, string?> { ["DOTNET_ROOT"] = DotNet.Root });
        return result.Lines.LastOrDefault(line => line.StartsWith('{'))
            ?? throw new CommandFailed(ExitCode.Failed, "the template could not be checked:", [.. result.Lines.TakeLast(10)]);
    }
}
