using Actors.Dev.Cluster;
using Actors.Dev.State;
using Actors.Dev.Views;

namespace Actors.Dev.Nodes;

/// <summary>Waits until web nodes are in service, or out of it, as a client of HAProxy would see it.</summary>
internal sealed class Served(LocalSystem system)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private const int LogLines = 10;

    /// <summary>How long that many new web nodes may take: a minute, and time for each to be compiled on a busy machine.</summary>
    public static TimeSpan BoundFor(int webs) => TimeSpan.FromSeconds(60 + (2 * webs));

    /// <summary>Until a request through HAProxy has been answered by each of these.</summary>
    /// <param name="state">What runs.</param>
    /// <param name="names">Web nodes.</param>
    /// <param name="bound">Then it has failed.</param>
    /// <param name="say">Hears who is still missing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task AwaitAsync(
        RunState state, IEnumerable<string> names, TimeSpan bound, Action<string> say, CancellationToken cancellationToken)
    {
        var missing = names.ToHashSet(StringComparer.Ordinal);
        var started = system.Time.GetTimestamp();
        var looked = started;
        var refusals = new Refusals();
        while (missing.Count > 0)
        {
            say($"Waiting for {string.Join(", ", missing.Order(StringComparer.Ordinal))}");
            var host = await NodeClient.WhoServesAsync(state.Service, cancellationToken);
            if (host is not null && missing.Remove(host))
            {
                continue;
            }

            if (system.Time.GetElapsedTime(looked) > Look)
            {
                looked = system.Time.GetTimestamp();
                RequireLife(state, missing);
                refusals.Look(await NodeClient.AgentAsync(state.Ha, cancellationToken));
                if (refusals.IsHopeless)
                {
                    throw new CommandFailed(ExitCode.Failed, "HAProxy does not run, and its agent cannot start it.", [.. refusals.Words]);
                }
            }

            if (system.Time.GetElapsedTime(started) > bound)
            {
                throw new CommandFailed(
                    ExitCode.Failed,
                    $"not served through HAProxy after {bound.TotalSeconds:0} s: "
                    + $"{string.Join(", ", missing.Order(StringComparer.Ordinal))}.",
                    [.. Logs(missing.Append(state.Ha.Name))]);
            }

            await Task.Delay(Poll, system.Time, cancellationToken);
        }
    }

    /// <summary>Until HAProxy's agent no longer has any of these. True at once when no agent can be asked.</summary>
    public async Task<bool> AwaitGoneAsync(
        RunState state, IReadOnlyCollection<string> names, TimeSpan bound, CancellationToken cancellationToken)
    {
        var started = system.Time.GetTimestamp();
        while (LocalSystem.IsAlive(state.Ha)
            && await NodeClient.AgentAsync(state.Ha, cancellationToken) is { Nodes: { } served }
            && served.Any(node => node.Name is { } name && names.Contains(name)))
        {
            if (system.Time.GetElapsedTime(started) > bound)
            {
                return false;
            }

            await Task.Delay(Poll, system.Time, cancellationToken);
        }

        return true;
    }

    /// <summary>Until each node says of itself that it is ready: a member of the cluster, and an agent serving.</summary>
    public async Task AwaitReadyAsync(
        IReadOnlyList<NodeRecord> nodes, TimeSpan bound, Action<string> say, CancellationToken cancellationToken)
    {
        var started = system.Time.GetTimestamp();
        foreach (var node in nodes)
        {
            say($"Waiting for {node.Name}");
            while (!await NodeClient.IsReadyAsync(node, cancellationToken))
            {
                RequireLife(node);
                if (system.Time.GetElapsedTime(started) > bound)
                {
                    throw new CommandFailed(
                        ExitCode.Failed, $"{node.Name} is not ready after {bound.TotalSeconds:0} s.", [.. Logs([node.Name])]);
                }

                await Task.Delay(Poll, system.Time, cancellationToken);
            }
        }
    }

    private void RequireLife(RunState state, HashSet<string> names)
    {
        foreach (var node in state.Nodes.Where(node => node.Role != NodeRole.Web || node.Name is { } name && names.Contains(name)))
        {
            // An agent or a seed that somebody stopped on purpose is missed by nobody here.
            if (node.End is null)
            {
                RequireLife(node);
            }
        }
    }

    private void RequireLife(NodeRecord node)
    {
        if (!LocalSystem.IsAlive(node))
        {
            throw new CommandFailed(ExitCode.Failed, $"{node.Name} has ended by itself.", [.. Logs([node.Name])]);
        }
    }

    private IEnumerable<string> Logs(IEnumerable<string> names) => names.Distinct().SelectMany(name =>
        LogTail.Last(system.Folder.LogOf(name), LogLines).Prepend($"--- the end of {system.Folder.LogOf(name)}:"));
}
