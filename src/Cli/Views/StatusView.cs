using Actors.Contracts.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Actors.Cli.Views;

/// <summary>An agent's status, for people.</summary>
internal static class StatusView
{
    private static readonly Column[] AgentColumns =
        ["AGENT", Column.Number("REVISION"), new("CONFIGURATION", Drop: 1), "PHASE", "LAGS", Column.Text("WHY")];

    /// <param name="status">The status.</param>
    /// <param name="services">The services; null where the agent does not say what their clients get.</param>
    /// <param name="now">The time.</param>
    /// <param name="program">As the user calls the program that says what to do.</param>
    public static IRenderable Of(AgentStatus status, IReadOnlyList<ServiceView>? services, DateTimeOffset now, string program)
    {
        var parts = new List<IRenderable> { Facts(status, services) };
        if (status.Convergence?.Agents is { Count: > 1 } agents)
        {
            parts.Add(Text.Empty);
            parts.Add(Cell.Table(AgentColumns, agents.Select(Row)));
        }

        if (services is { Count: > 0 })
        {
            parts.Add(Text.Empty);
            parts.Add(ServiceText.Table(services, isWide: false));
        }
        else if (status.Services.Any(ServiceText.IsTelling))
        {
            parts.Add(Text.Empty);
            parts.Add(Cell.Table(ServiceText.Columns, status.Services.Select(ServiceText.Row)));
        }

        if (status.Certificates?.Files is { Count: > 0 } certificates)
        {
            parts.Add(Text.Empty);
            parts.Add(Cell.Table(CertificateText.Columns, certificates.Select(CertificateText.Row)));
        }

        var remarks = StatusRemarks.Of(status, now, program).ToArray();
        if (remarks.Length > 0)
        {
            parts.Add(Text.Empty);
            parts.Add(Cell.Lines(remarks));
        }

        return new Rows(parts);
    }

    public static Style? PhaseStyle(AgentPhase? phase) => phase switch
    {
        AgentPhase.Idle or AgentPhase.Applying => Colours.Good,
        AgentPhase.Failing => Colours.Bad,
        _ => Colours.Notable,
    };

    /// <summary>HAProxy in one line.</summary>
    public static Cell HaProxy(HaProxyStatus haproxy) => haproxy.Running
        ? new(
            $"{Words.Of(haproxy.Version)} runs, pid {Words.Of(haproxy.Pid)}: {Words.Count(haproxy.Changes, "change")} by runtime API, "
                + $"{Words.Count(haproxy.Reloads, "reload")}, {Words.Count(haproxy.Restarts, "restart")}, "
                + $"drift corrected {Words.Count(haproxy.Drift, "time")}")
        : new("does not run", Colours.Alarm);

    private static IRenderable Facts(AgentStatus status, IReadOnlyList<ServiceView>? services)
    {
        var facts = new List<(string Name, Cell Cell)>();
        if (status.Health is { } health)
        {
            Add("health", ServiceText.Health(health.State) with { Text = Words.Of(health.Text) });
        }

        Add("agent", Cell.Of(Words.Of(status.Name)));
        Add("version", Cell.Of(Words.Of(status.Version)));
        Add("phase", new Cell(Words.Of(status.Phase), PhaseStyle(status.Phase)));
        Add("convergence", Convergence(status.Convergence));
        Add("revision", Revision(status));
        Add("configuration", Configuration(status.ContentHash));
        if (status.Template is { } template)
        {
            Add("template", Cell.Of($"{Words.Of(template.Hash)}, {Words.Of(template.Source)}"));
        }

        Add("HAProxy", HaProxy(status.HaProxy));
        if (status.Certificates is { } certificates)
        {
            Add("TLS", CertificateText.Of(certificates));
        }

        Add("nodes", services is null ? Nodes(status.Nodes) : Nodes(services));
        return Cell.Facts(facts);

        void Add(string name, Cell cell) => facts.Add((name, cell));
    }

    private static Cell Configuration(string hash) => hash == "" ? new("none applied yet", Colours.Notable) : Cell.Of(Words.Of(hash));

    private static Cell Convergence(ConvergenceReport? convergence)
    {
        var isAlike = convergence is not null && convergence.Agents.All(agent => !agent.Lags);
        return new Cell(Words.Of(convergence?.Summary), isAlike ? Colours.Good : Colours.Notable);
    }

    private static Cell Revision(AgentStatus status)
    {
        var text = $"{Words.Of(status.RevisionApplied)} applied, {Words.Of(status.RevisionDesired)} desired";
        return new Cell(text, status.RevisionApplied == status.RevisionDesired ? Colours.Plain : Colours.Notable);
    }

    private static Cell Nodes(IReadOnlyList<NodeReport> nodes) => nodes switch
    {
        [] => new Cell("none", Colours.Notable),
        _ => new Cell($"{Words.Of(nodes.Count)}: {NodeText.Counts(nodes)}"),
    };

    // What happens to their clients, and not what should: a node that is killed may be Ready still.
    private static Cell Nodes(IReadOnlyList<ServiceView> services)
    {
        (string State, int Number)[] states =
        [
            .. services.SelectMany(service => service.States).GroupBy(state => Words.Of(state.Key).ToLowerInvariant())
                .Select(group => (group.Key, group.Sum(state => state.Value))),
        ];
        return states.Length == 0
            ? Nodes(Array.Empty<NodeReport>())
            : new Cell($"{Words.Of(states.Sum(state => state.Number))}: {NodeText.Counts(states)}");
    }

    private static IEnumerable<Cell> Row(AgentReport agent)
    {
        yield return Cell.Of(Words.Of(agent.Name));
        yield return Cell.Of(Words.Of(agent.Revision));
        yield return Cell.Of(Words.Of(agent.ContentHash));
        yield return new Cell(Words.Of(agent.Phase), PhaseStyle(agent.Phase));
        yield return agent.Lags ? new Cell("YES", Colours.Bad) : new Cell("no", Colours.Good);
        yield return new Cell(Words.Of(agent.Why));
    }
}
