using Actors.Bench.Load;
using Actors.Bench.Scenarios;
using Actors.Bench.Systems;
using Actors.Harness.Networks;

namespace Actors.Bench.Soak;

/// <summary>
/// Random changes and deaths, one after the other under the usual load, from a seed, with invariants looked at each second.
/// </summary>
/// <param name="haProxy">HAProxy's program; null for that of the machine.</param>
/// <param name="network">What a node can be cut off in; null for no cuts.</param>
/// <param name="seed">What it is made from.</param>
/// <param name="length">How long.</param>
internal sealed class SoakRun(string? haProxy, GroupedLoopback? network, int seed, TimeSpan length)
{
    private const int Fewest = 2;
    private const int Most = 7;
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    // A short one is over before the cluster gives the node up, a long one after.
    private static readonly TimeSpan[] Cuts = [TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(14)];

    /// <summary>
    /// A node at the address of one that was killed is let in once that life is removed: at once, but where another has died
    /// meanwhile only when that one is downed too (docs/adr/0021).
    /// </summary>
    private static readonly TimeSpan LongestEarlierLife = TimeSpan.FromSeconds(10);

    private readonly Random _dice = new(seed);
    private readonly SortedSet<int> _living = [.. Changes.Webs];
    private readonly SortedSet<int> _cutOff = [];
    private readonly HashSet<int> _killed = [];
    private readonly Dictionary<int, long> _hasEarlierLife = [];
    private readonly Lock _gate = new();

    public async Task<SoakResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var system = new Ours(haProxy, network);
        await system.StartAsync();
        await Task.WhenAll(Changes.Webs.Select(system.AddAndListenAsync));
        await system.UntilUpAsync(Changes.Webs);
        await using var invariants = new Invariants(system, () => Hosts(system), () => Unsure(system));
        var steps = new List<SoakStep>();
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < length && !cancellationToken.IsCancellationRequested)
        {
            var step = await StepAsync(system);
            steps.Add(step);
            Console.Error.WriteLine(
                $"{TimeProvider.System.GetElapsedTime(began).TotalSeconds,6:0} s  {step.Action,-10} "
                    + $"{(step.Target > 0 ? system.HostOf(step.Target) : ""),-6} {step.Seconds,5:0.0} s, {step.Sent} requests, "
                    + $"{step.LostGet + step.LostPost} lost{(step.Violation is null ? "" : "  VIOLATION")}");
        }

        string[] violations = [.. steps.Select(step => step.Violation).OfType<string>(), .. invariants.Violations];
        if (violations.Length > 0)
        {
            var kept = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"actors-soak-{seed}"));
            system.CopyLogsTo(kept.FullName);
            Console.Error.WriteLine($"The logs of all nodes are kept in {kept.FullName}.");
        }

        return new SoakResult(
            seed, TimeProvider.System.GetElapsedTime(began).TotalSeconds, steps, invariants.Looks, violations, invariants.Memory);
    }

    private async Task<SoakStep> StepAsync(Ours system)
    {
        var (action, target) = Choose();
        long? closedAt = null;
        var load = UserLoad.Usual(system.HttpPort);
        await Task.Delay(Calm, TimeProvider.System, CancellationToken.None);
        var at = TimeProvider.System.GetTimestamp();
        switch (action)
        {
            case SoakAction.Join:
                await system.AddAndListenAsync(target);
                Change(() => Live(target));
                break;
            case SoakAction.Stop:
                Change(() => _living.Remove(target));
                await system.StopWebAsync(target);
                break;
            case SoakAction.Kill:
                Change(() => Bury(target));
                closedAt = await system.KillWebAsync(target);
                break;
            case SoakAction.Cut:
                Change(() => _cutOff.Add(target));
                await network!.CutAsync(system.HostOf(target));
                await Task.Delay(Cuts[_dice.Next(Cuts.Length)], TimeProvider.System, CancellationToken.None);
                await GroupedLoopback.MendAsync();
                break;
            case SoakAction.KillAgent:
                await system.KillAgentAsync();
                break;
            default:
                await system.KillWorkerAsync();
                break;
        }

        await system.UntilServingAsync(Hosts(system));
        Change(_cutOff.Clear);
        var seconds = TimeProvider.System.GetElapsedTime(at).TotalSeconds;
        await Task.Delay(Calm, TimeProvider.System, CancellationToken.None);
        var traffic = Traffic.Of(await load.EndAsync(), system.Journal(), at, 0, closedAt);
        return new SoakStep(action, target, traffic.Sent, traffic.LostGet, traffic.LostPost, traffic.LostInFlight, seconds);
    }

    private (SoakAction Action, int Target) Choose()
    {
        var action = (SoakAction)_dice.Next(network is null ? 5 : 6);
        return action switch
        {
            SoakAction.KillAgent or SoakAction.KillWorker => (action, 0),
            SoakAction.Join when _living.Count < Most => (action, AnyOf(Enumerable.Range(1, Most).Except(_living))),
            SoakAction.Join => (SoakAction.Stop, AnyOf(_living)),
            _ when _living.Count > Fewest => (action, AnyOf(_living)),
            _ => (SoakAction.Join, AnyOf(Enumerable.Range(1, Most).Except(_living))),
        };
    }

    private int AnyOf(IEnumerable<int> numbers) => numbers.Order().ToArray() is var all ? all[_dice.Next(all.Length)] : 0;

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
        }
    }

    private void Bury(int number)
    {
        _living.Remove(number);
        _killed.Add(number);
    }

    private void Live(int number)
    {
        _living.Add(number);
        if (_killed.Remove(number))
        {
            _hasEarlierLife[number] = TimeProvider.System.GetTimestamp();
        }
    }

    private HashSet<string> Hosts(Ours system) => Of(system, _living);

    private HashSet<string> Unsure(Ours system) => Of(
        system,
        _cutOff.Concat(_hasEarlierLife.Keys.Where(
            number => TimeProvider.System.GetElapsedTime(_hasEarlierLife[number]) < LongestEarlierLife)));

    private HashSet<string> Of(Ours system, IEnumerable<int> numbers)
    {
        lock (_gate)
        {
            return [.. numbers.Select(system.HostOf)];
        }
    }
}

/// <summary>What a soak gave.</summary>
/// <param name="Seed">What it was made from: the same seed does the same.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Steps">Each step.</param>
/// <param name="Looks">How often the invariants were looked at.</param>
/// <param name="Violations">What did not hold; none is what is wanted.</param>
/// <param name="Memory">What the balancer's processes held, every ten seconds.</param>
internal sealed record SoakResult(
    int Seed, double Seconds, IReadOnlyList<SoakStep> Steps, int Looks, IReadOnlyList<string> Violations, IReadOnlyList<MemoryAt> Memory);
