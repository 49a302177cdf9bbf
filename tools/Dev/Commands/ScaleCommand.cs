using System.CommandLine;
using Actors.Cli.Commands;
using Actors.Dev.Cluster;
using Actors.Dev.Nodes;
using Actors.Dev.State;

namespace Actors.Dev.Commands;

/// <summary><c>./actors scale N</c>: as many web nodes as wanted, and only back once that is so.</summary>
internal static class ScaleCommand
{
    private static readonly TimeSpan GoneBound = TimeSpan.FromSeconds(15);

    public static Command Create()
    {
        var wanted = new Argument<int>("N")
        {
            Description = "How many web nodes there must be.",
            CustomParser = Number.Parser("N", 0, DevOptions.MostWebs),
        };
        var json = CommonOptions.Json();
        var command = new Command(
            "scale", "Starts or gracefully stops web nodes until N run. The highest numbers stop first.") { wanted, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            LocalSystem.OnThisMachine(parsed.GetValue(json)), parsed.GetValue(wanted), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(LocalSystem system, int wanted, bool json, CancellationToken cancellationToken)
    {
        using (await system.LockAsync(cancellationToken))
        {
            var state = system.LoadRunning();
            var plan = ScalePlan.For(state.Webs, LocalSystem.IsAlive, wanted);
            state = state.Without(plan.Forget);
            system.Save(state);
            if (plan.IsNothing)
            {
                system.Output.Line($"{wanted} web nodes run already.");
            }

            state = await AddAsync(system, state, plan, cancellationToken);
            state = await RemoveAsync(system, state, plan, wanted, cancellationToken);
            if (json)
            {
                PsCommand.PrintJson(system, await LocalSystem.ReportAsync(state, cancellationToken));
            }
        }

        return ExitCode.Ok;
    }

    private static async Task<RunState> AddAsync(LocalSystem system, RunState state, ScalePlan plan, CancellationToken cancellationToken)
    {
        if (plan.Start.IsEmpty)
        {
            return state;
        }

        if (!LocalSystem.IsAlive(state.Ha))
        {
            throw new CommandFailed(
                ExitCode.Failed,
                $"{state.Ha.Name} does not run: nothing would put new nodes into service.",
                $"./actors start {state.Ha.Name}");
        }

        state = state.Without(plan.Start);
        await system.Output.StepAsync(
            $"Starting {string.Join(", ", plan.Start)}",
            $"Served through HAProxy: {string.Join(", ", plan.Start)}",
            async say =>
            {
                state = await PacedStart.Of(system, state.Ha).StartAsync(
                    state, [.. system.NewWebs(state, plan.Start)], say, cancellationToken);
                await new Served(system).AwaitAsync(state, plan.Start, Served.BoundFor(plan.Start.Length), say, cancellationToken);
            },
            system.Time);
        return state;
    }

    private static async Task<RunState> RemoveAsync(
        LocalSystem system, RunState state, ScalePlan plan, int wanted, CancellationToken cancellationToken)
    {
        if (plan.Stop.IsEmpty)
        {
            return state;
        }

        await system.Output.StepAsync(
            $"Stopping {string.Join(", ", plan.Stop)}",
            $"Stopped {string.Join(", ", plan.Stop)}",
            async _ =>
            {
                var ending = new Ending(system);
                if (wanted == 0)
                {
                    // None is to follow them: the last one need not be held until another serves.
                    await Task.WhenAll(
                        plan.Stop.Select(name => NodeClient.WantNoTrafficAsync(state.Find(name)!, "scaled to 0", cancellationToken)));
                }

                await Task.WhenAll(plan.Stop.Select(name => ending.StopAsync(state.Find(name)!, escalate: true, cancellationToken)));
                await StopCommand.AwaitGoneAsync(system, state, plan.Stop, GoneBound, cancellationToken);
            },
            system.Time);
        state = state.Without(plan.Stop);
        system.Save(state);
        return state;
    }
}
