using System.CommandLine;
using Actors.Cli.Machine;
using Actors.Cli.Nodes;
using Actors.Cli.Reporting;
using Actors.Cli.State;

namespace Actors.Cli.Commands;

/// <summary><c>./actors up</c>: everything that is needed, from nothing to served.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var web = new Option<int>("--web")
        {
            Description = "How many web nodes.",
            DefaultValueFactory = _ => 3,
            CustomParser = Number.Parser("--web", 0, ActorsCommand.MostWebs),
            HelpName = "N",
        };
        var port = ActorsCommand.PortOption("--port", "HAProxy's port for the service; 8080 unless told.");
        var stats = ActorsCommand.PortOption("--stats-port", $"HAProxy's stats page; {Launching.UsualStatsPort} unless told, or the next free one.");
        var template = new Option<FileInfo?>("--template") { Description = "A template for HAProxy's configuration, instead of the agent's own.", HelpName = "FILE" };
        template.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && !File.Exists(path))
            {
                result.AddError($"--template: there is no file {path}.");
            }
        });
        var haproxy = ActorsCommand.HaProxyOption("The HAProxy program that the agent drives, instead of the machine's own.");
        var tls = new Option<bool>("--tls") { Description = "The nodes talk over TLS, with certificates made here." };
        var detach = new Option<bool>("--detach", "-d") { Description = "Come back once it serves, instead of showing the nodes until Ctrl-C." };
        var json = ActorsCommand.JsonOption();
        json.Description += " Implies --detach.";

        var command = new Command("up", "Starts a seed, an HAProxy with its agent, and web nodes; builds and installs what lacks.")
        {
            web, port, stats, template, haproxy, tls, detach, json,
        };
        command.SetAction((parsed, ct) => Run(
            ActorsCommand.Open(parsed.GetValue(json)),
            new UpRequest(
                parsed.GetValue(web), parsed.GetValue(port) ?? 8080, parsed.GetValue(stats), parsed.GetValue(template)?.FullName, parsed.GetValue(haproxy)?.FullName, parsed.GetValue(tls)),
            parsed.GetValue(detach),
            parsed.GetValue(json),
            ct));
        return command;
    }

    private static async Task<int> Run(LocalSystem system, UpRequest request, bool detach, bool json, CancellationToken ct)
    {
        RunState state;
        using (await system.Lock(ct))
        {
            if (system.Load() is { } running && running.Nodes.Any(LocalSystem.IsAlive))
            {
                await TellWhatRuns(system, running, json, ct);
                return ExitCode.Ok;
            }

            state = await StartAll(system, request, ct);
        }

        if (json)
        {
            PsCommand.PrintJson(system, await system.Report(state, ct));
            return ExitCode.Ok;
        }

        TellAddresses(system.Output, state);
        if (detach)
        {
            system.Output.Line("Next: ./actors ps, ./actors scale 5, ./actors down");
            return ExitCode.Ok;
        }

        return await Attached.Watch(system, ct);
    }

    private static async Task<RunState> StartAll(LocalSystem system, UpRequest request, CancellationToken ct)
    {
        var ending = new Ending(system);
        await CleanUp(system, ending);
        var haproxy = await new Requirements(system.Output, system.Clock).Ensure(request.HaProxy, ct);
        var state = new Launching(system, PortChooser.OnThisMachine).Prepare(request, haproxy);
        try
        {
            await system.Publisher.Publish(system.Folder.Build, ct);
            system.Save(state);
            ct.ThrowIfCancellationRequested();
            state = system.Start(state, state.Seed);
            state = system.Start(state, state.Ha);
            await system.Output.Step(
                $"Starting {string.Join(", ", state.Nodes.Select(node => node.Name))}",
                $"Served through HAProxy: {string.Join(", ", state.Webs.Select(node => node.Name))}",
                async say =>
                {
                    var served = new Served(system);
                    state = await PacedStart.Of(system, state.Ha).Start(state, [.. state.Webs], say, ct);
                    var bound = Served.BoundFor(request.Webs);
                    await served.Await(state, state.Webs.Select(node => node.Name), bound, say, ct);
                    await served.AwaitReady([state.Seed, state.Ha], bound, say, ct);
                },
                system.Clock);
            return state;
        }
        catch (Exception e)
        {
            state = system.Load() ?? state;
            if (state.Nodes.Any(LocalSystem.IsAlive))
            {
                system.Output.Line(e is OperationCanceledException ? "Interrupted: stopping what was started ..." : "That did not work: stopping what was started ...");
            }

            // The logs stay; a half of a system would only be in the way.
            await ending.StopAll(state, static (_, _) => { });
            system.Forget(state);
            throw;
        }
    }

    /// <summary>What an earlier run left: a state without processes, or an HAProxy whose agent was killed.</summary>
    private static async Task CleanUp(LocalSystem system, Ending ending)
    {
        if (system.Load() is { } old)
        {
            system.Output.Line("An earlier run ended without ./actors down: cleaning up after it.");
            await ending.StopAll(old, (name, how) => Tell.Ended(system.Output, name, how));
            system.Forget(old);
        }
        else
        {
            await ending.StopAll(null, (name, how) => Tell.Ended(system.Output, name, how));
        }
    }

    private static async Task TellWhatRuns(LocalSystem system, RunState state, bool json, CancellationToken ct)
    {
        var report = await system.Report(state, ct);
        if (json)
        {
            PsCommand.PrintJson(system, report);
            return;
        }

        system.Output.Line("It runs already:");
        system.Output.Show(NodeTable.Of(report));
        system.Output.Line();
        TellAddresses(system.Output, state);
        foreach (var node in state.Nodes.Where(node => !LocalSystem.IsAlive(node)))
        {
            system.Output.Line($"Not running: {node.Name}. Start it again: ./actors start {node.Name}");
        }

        system.Output.Line("More or fewer web nodes: ./actors scale N. Stop everything: ./actors down.");
    }

    private static void TellAddresses(Output output, RunState state)
    {
        output.Line($"Service  {state.Service}");
        output.Line($"Stats    {state.Stats}");
        output.Line($"Status   {state.Status}");
    }
}
