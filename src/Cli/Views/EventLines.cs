using Actors.Cli.Client;
using Actors.Contracts.Api;

namespace Actors.Cli.Views;

/// <summary>An agent's events as lines for people. Says what is new: the nodes come every second, mostly as they were.</summary>
internal sealed class EventLines
{
    private string? _status;
    private Dictionary<string, string>? _nodes;
    private Dictionary<string, ServiceHealth> _services = new(StringComparer.Ordinal);

    public IReadOnlyList<Cell> Of(AgentEvent happened) => happened.Name switch
    {
        "status" when ContractJson.Read(happened.Data, ContractJson.Reader.AgentStatus) is { } status => [.. Status(status)],
        "nodes" when ContractJson.Read(happened.Data, ContractJson.Reader.IReadOnlyListNodeView) is { } nodes => [.. Nodes(nodes)],
        "services" when ContractJson.Read(happened.Data, ContractJson.Reader.IReadOnlyListServiceView) is { } services =>
            [.. Services(services)],
        "change" when ContractJson.Read(happened.Data, ContractJson.Reader.ChangeView) is { } change => [Change(change)],
        _ => [new Cell($"{Words.Of(happened.Name)}: {Words.Of(happened.Data)}", Colours.Notable)],
    };

    private IEnumerable<Cell> Status(AgentStatus status)
    {
        var words = new List<string>
        {
            Words.Of(status.Phase),
            $"revision {Words.Of(status.RevisionApplied)} of {Words.Of(status.RevisionDesired)}",
            "HAProxy " + (status.HaProxy.Running ? "runs" : "does not run"),
            Words.Of(status.Convergence?.Summary),
        };
        if (status.Frozen is { } frozen)
        {
            words.Add("FROZEN: " + Words.Of(frozen.Why));
        }

        if (status.Pinned is { } pinned)
        {
            words.Add("PINNED to revision " + Words.Of(pinned.Revision));
        }

        if (status.LastFailure is { } failure)
        {
            words.Add($"last failure at {Words.Of(failure.Stage)}: {Words.FirstLine(failure.Output)}");
        }

        var line = string.Join(", ", words);
        if (line == _status)
        {
            yield break;
        }

        _status = line;
        yield return new Cell("status  " + line, !status.HaProxy.Running ? Colours.Bad : StatusView.PhaseStyle(status.Phase));
    }

    private IEnumerable<Cell> Nodes(IReadOnlyList<NodeView> nodes)
    {
        var before = _nodes;
        var now = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            now[Words.Of(node.Name)] = Describe(node);
        }

        _nodes = now;
        if (before is null)
        {
            yield return new Cell($"nodes   {Words.Of(nodes.Count)}{(nodes.Count > 0 ? ": " + NodeText.Counts(nodes) : "")}");
            yield break;
        }

        foreach (var node in nodes.Where(node => before.GetValueOrDefault(Words.Of(node.Name)) != now[Words.Of(node.Name)]))
        {
            yield return new Cell($"node    {Words.Of(node.Name)}: {now[Words.Of(node.Name)]}", NodeText.State(node).Style);
        }

        foreach (var gone in before.Keys.Where(name => !now.ContainsKey(name)))
        {
            yield return new Cell($"node    {gone}: gone", Colours.Notable);
        }
    }

    // Of a service only what its clients get, where that is another than before; one that comes and is healthy is no news.
    private IEnumerable<Cell> Services(IReadOnlyList<ServiceView> services)
    {
        var before = _services;
        _services = services.ToDictionary(service => Words.Of(service.Name), service => service.Health, StringComparer.Ordinal);
        return services.Where(service => before.GetValueOrDefault(Words.Of(service.Name)) != service.Health).Select(service => new Cell(
            $"service {Words.Of(service.Name)}: {Words.Of(service.Health)}"
                + (service.HealthWhy is { Length: > 0 } why ? ", " + Words.Of(why) : ""),
            service.Health switch
            {
                ServiceHealth.Healthy => Colours.Good,
                ServiceHealth.Down => Colours.Bad,
                _ => Colours.Notable,
            }));
    }

    private static Cell Change(ChangeView change)
    {
        var failure = string.IsNullOrWhiteSpace(change.Failure) ? "" : ": " + Words.FirstLine(change.Failure);
        var how = HistoryTable.IsCommand(change)
            ? "command"
            : $"{Words.Of(change.By)}, {Words.Of(change.What)}, {Words.Of(change.Milliseconds)} ms, {Words.Of(change.Result)}{failure}";
        return new Cell(
            $"change  revision {Words.Of(change.Revision)}, {HistoryTable.Cause(change)}: {how}", HistoryTable.ResultStyle(change.Result));
    }

    private static string Describe(NodeView node)
    {
        var why = NodeText.Why(node);
        return $"{NodeText.State(node).Text}{(why.Length > 0 ? $" ({why})" : "")}, gossip {NodeText.Gossip(node.Gossip).Text}, "
            + $"HAProxy {NodeText.HaProxy(node.HaProxy).Text}, weight {Words.Of(node.Weight)}";
    }
}
