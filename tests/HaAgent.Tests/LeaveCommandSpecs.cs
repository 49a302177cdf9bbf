namespace Actors.HaAgent.Tests;

/// <summary>What <c>PROGRAM leave</c> says of the steps.</summary>
public sealed class LeaveCommandSpecs
{
    [Theory]
    [InlineData(false, "HAProxy has ended, the agent leaves the cluster")]
    [InlineData(true, "the agent leaves the cluster, HAProxy serves on with its health bad; end it where it was started")]
    public void At_last_HAProxy_has_ended_unless_something_else_has_started_it(bool servesOn, string said) => Assert.Equal(
        said,
        LeaveCommand.Words(
            new LeaveReport(LeaveStage.Cluster, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch) { HaProxyServesOn = servesOn }));
}
