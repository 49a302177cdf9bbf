using System.CommandLine;
using Actors.Cli.Commands;
using Actors.Dev.Nodes;
using Actors.Dev.State;
using Actors.Dev.Views;

namespace Actors.Dev.Commands;

/// <summary><c>./actors up</c>: everything that is needed, from nothing to served.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var web = new Option<int>("--web")
        {
            Description = "How many web nodes.",
            DefaultValueFactory = _ => 3,
            CustomParser = Number.Parser("--web", 0, DevOptions.MostWebs),
            HelpName = "N",
        };
        var port = DevOptions.Port("--port", "HAProxy's port for the service (default: 8080).");
        var stats = DevOptions.Port("--stats-port", $"HAProxy's stats page (default: {Launching.UsualStatsPort}, or the next free one).");
        var template =
            DevOptions.ExistingFile("--template", "A template for HAProxy's configuration, instead of the agent's own.");
        var haproxy = DevOptions.HaProxy("The HAProxy program that the agent drives, instead of the machine's own.");
        var tls = new Option<bool>("--tls") { Description = "The nodes talk over TLS, with certificates made here." };
        var detach =
            new Option<bool>("--detach", "-d") { Description = "Come back once it serves, instead of showing the nodes until Ctrl-C." };
        var json = CommonOptions.Json();
        json.Description += " Implies --detach.";

        var command = new Command("up", "Starts a seed, an HAProxy with its agent, and web nodes. Builds and installs what is missing.")
        {
            web, port, stats, template, haproxy, tls, detach, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            LocalSystem.OnThisMachine(parsed.GetValue(json)),
            new UpRequest(
                parsed.GetValue(web),
                parsed.GetValue(port) ?? 8080,
                parsed.GetValue(stats),
                parsed.GetValue(template)?.FullName,
                parsed.GetValue(haproxy)?.FullName,
                parsed.GetValue(tls)),
            parsed.GetValue(detach),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        LocalSystem system, UpRequest request, bool detach, bool json, CancellationToken cancellationToken)
    {
        RunState state;
        using (await system.LockAsync(cancellationToken))
        {
            if (system.Load() is { } running && running.Nodes.Any(LocalSystem.IsAlive))
            {
                await TellWhatRunsAsync(system, running, json, cancellationToken);
                return ExitCode.Ok;
            }

            state = await Startup.RunAsync(system, request, cancellationToken);
        }

        if (json)
        {
            PsCommand.PrintJson(system, await LocalSystem.ReportAsync(state, cancellationToken));
            return ExitCode.Ok;
        }

        TellAddresses(system, state);
        if (detach)
        {
            system.Output.Line($"Try: curl {state.Service}  |  ./actors status  |  ./actors scale 5  |  ./actors down");
            return ExitCode.Ok;
        }

        return await Attached.WatchAsync(system, cancellationToken);
    }

    private static async Task TellWhatRunsAsync(LocalSystem system, RunState state, bool json, CancellationToken cancellationToken)
    {
        var report = await LocalSystem.ReportAsync(state, cancellationToken);
        if (json)
        {
            PsCommand.PrintJson(system, report);
            return;
        }

        system.Output.Line("It runs already:");
        system.Output.Show(NodeTable.Of(report));
        system.Output.Line();
        TellAddresses(system, state);
        foreach (var node in state.Nodes.Where(node => !LocalSystem.IsAlive(node)))
        {
            system.Output.Line($"Not running: {node.Name}. Start it again: ./actors start {node.Name}");
        }

        system.Output.Line("More or fewer web nodes: ./actors scale N. Stop everything: ./actors down.");
    }

    /// <summary>Where the service, the agent's page and HAProxy's are.</summary>
    internal static void TellAddresses(LocalSystem system, RunState state)
    {
        var token = Path.GetRelativePath(system.Folder.Root, LocalNodes.TokenFile(system.Folder, state.Ha));
        system.Output.Line($"Service    {state.Service}");
        system.Output.Line($"Dashboard  {state.Dashboard}  (token: {token})");
        system.Output.Line($"Stats      {state.Stats}");
    }
}
