namespace Actors.HaAgent.Reporting;

/// <summary>Whether all agents have the same in their HAProxys. Pure.</summary>
public static class Convergence
{
    /// <summary>Compares what the agents have with what this one has.</summary>
    /// <param name="self">This agent's own report.</param>
    /// <param name="others">The last report of each other agent, by name; of one that is not a member any more nothing is said.</param>
    /// <param name="agents">The agents that are members, this one included or not.</param>
    public static ConvergenceReport Of(AppliedReport self, IReadOnlyDictionary<string, AppliedReport> others, IEnumerable<string> agents)
    {
        var reports = agents.Append(self.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => Compare(self, name, name == self.Name ? self : others.GetValueOrDefault(name))).ToList();
        var inSync = reports.Count(report => !report.Lags);
        return new ConvergenceReport($"in sync on {inSync} of {reports.Count} agents", reports);
    }

    private static AgentReport Compare(AppliedReport self, string name, AppliedReport? report)
    {
        var why = report is null ? "has not said yet what it has"
            : report.Phase == AgentPhase.Failing ? "cannot apply what it should have"
            : report.ContentHash.Length == 0 ? "has applied nothing yet"
            : report.ContentHash == self.ContentHash ? ""
            : report.Phase == AgentPhase.Applying ? "applies a change" : "has other servers, or the same in other states";
        return new AgentReport(name, report?.Revision, report?.ContentHash, report?.Phase, why.Length > 0, why);
    }
}

/// <summary>What an agent has applied, as it tells the others.</summary>
/// <param name="Name">The agent.</param>
/// <param name="Revision">Its own count of changes; two agents count for themselves.</param>
/// <param name="ContentHash">What its HAProxy balances over: the same hash is the same servers in the same states. Empty before the
/// first.</param>
/// <param name="Phase">What it is about.</param>
public sealed record AppliedReport(string Name, long Revision, string ContentHash, AgentPhase Phase)
{
    /// <summary>The report that a status makes.</summary>
    public static AppliedReport Of(AgentStatus status) => new(status.Name, status.RevisionApplied, status.ContentHash, status.Phase);
}
