using Actors.HaAgent.Reporting;

namespace Actors.HaAgent.Tests.Reporting;

public sealed class ConvergenceSpecs
{
    private static readonly AppliedReport Self = new("ha-1", 12, "aa", AgentPhase.Idle);

    [Fact]
    public void Agents_with_the_same_servers_are_live_whatever_they_count() =>
        Assert.Equal("in sync on 2 of 2 agents", Of(Self with { Name = "ha-2", Revision = 7 }).Summary);

    [Theory]
    [InlineData("bb", AgentPhase.Idle, "has other servers, or the same in other states")]
    [InlineData("bb", AgentPhase.Applying, "applies a change")]
    [InlineData("aa", AgentPhase.Failing, "cannot apply what it should have")]
    [InlineData("", AgentPhase.Starting, "has applied nothing yet")]
    public void Who_lags_is_named_with_the_reason(string hash, AgentPhase phase, string why)
    {
        var report = Of(Self with { Name = "ha-2", ContentHash = hash, Phase = phase });

        Assert.Equal(("in sync on 1 of 2 agents", true, why), (report.Summary, report.Agents[1].Lags, report.Agents[1].Why));
    }

    [Fact]
    public void A_member_that_has_said_nothing_lags_and_one_that_is_gone_is_not_counted()
    {
        var report = Convergence.Of(
            Self, new Dictionary<string, AppliedReport> { ["ha-3"] = Self with { Name = "ha-3" } }, ["ha-1", "ha-2"]);

        Assert.Equal(["ha-1:", "ha-2:has not said yet what it has"], report.Agents.Select(agent => $"{agent.Name}:{agent.Why}"));
        Assert.Null(report.Agents[1].Revision);
    }

    [Fact]
    public void Reports_that_say_the_same_are_the_same()
    {
        Assert.Equal(Of(Self with { Name = "ha-2" }), Of(Self with { Name = "ha-2" }));
        Assert.NotEqual(Of(Self with { Name = "ha-2" }), Of(Self with { Name = "ha-2", ContentHash = "bb" }));
    }

    private static ConvergenceReport Of(AppliedReport other) =>
        Convergence.Of(Self, new Dictionary<string, AppliedReport> { [other.Name] = other }, ["ha-1", other.Name]);
}
