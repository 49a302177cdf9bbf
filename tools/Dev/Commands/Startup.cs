using Actors.Dev.Machine;
using Actors.Dev.Nodes;
using Actors.Dev.State;

namespace Actors.Dev.Commands;

/// <summary>From nothing to served.</summary>
internal static class Startup
{
    /// <summary>Starts all that was asked for; where that fails or is interrupted, what was started is stopped again.</summary>
    public static async Task<RunState> RunAsync(LocalSystem system, UpRequest request, CancellationToken cancellationToken)
    {
        var ending = new Ending(system);
        await CleanUpAsync(system, ending);
        var haproxy = await new Requirements(system.Output, system.Time).EnsureAsync(request.HaProxy, cancellationToken);
        var state = new Launching(system, PortChooser.OnThisMachine).Prepare(request, haproxy);
        try
        {
            await system.Publisher.PublishAsync(system.Folder.Build, cancellationToken);
            system.Save(state);
            cancellationToken.ThrowIfCancellationRequested();
            state = system.Start(state, state.Seed);
            state = system.Start(state, state.Ha);
            await system.Output.StepAsync(
                $"Starting {string.Join(", ", state.Nodes.Select(node => node.Name))}",
                $"Served through HAProxy: {string.Join(", ", state.Webs.Select(node => node.Name))}",
                async say =>
                {
                    var served = new Served(system);
                    state = await PacedStart.Of(system, state.Ha).StartAsync(state, [.. state.Webs], say, cancellationToken);
                    var bound = Served.BoundFor(request.Webs);
                    await served.AwaitAsync(state, state.Webs.Select(node => node.Name), bound, say, cancellationToken);
                    await served.AwaitReadyAsync([state.Seed, state.Ha], bound, say, cancellationToken);
                },
                system.Time);
            return state;
        }
        catch (Exception error)
        {
            state = system.Load() ?? state;
            if (state.Nodes.Any(LocalSystem.IsAlive))
            {
                system.Output.Line(
                    error is OperationCanceledException
                        ? "Interrupted: stopping what was started ..."
                        : "That did not work: stopping what was started ...");
            }

            // The logs stay; a half of a system would only be in the way.
            await ending.StopAllAsync(state, static (_, _) => { });
            system.Forget(state);
            throw;
        }
    }

    /// <summary>What an earlier run left: a state without processes, or an HAProxy whose agent was killed.</summary>
    private static async Task CleanUpAsync(LocalSystem system, Ending ending)
    {
        if (system.Load() is { } old)
        {
            system.Output.Line("An earlier run ended without ./actors down: cleaning up after it.");
            await ending.StopAllAsync(old, (name, how) => Tell.Ended(system.Output, name, how));
            system.Forget(old);
        }
        else
        {
            await ending.StopAllAsync(null, (name, how) => Tell.Ended(system.Output, name, how));
        }
    }
}
