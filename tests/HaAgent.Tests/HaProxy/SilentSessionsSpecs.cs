using System.Collections.Immutable;
using Actors.HaAgent.HaProxy;

namespace Actors.HaAgent.Tests.HaProxy;

/// <summary>Which requests and connections are ended since their machine has vanished.</summary>
public sealed class SilentSessionsSpecs
{
    private static readonly ImmutableHashSet<string> Silent = ["web/web-1"];

    [Theory]
    [InlineData("DOWN", "L4TOUT", true)]
    [InlineData("DOWN", "L4CON", true)]
    [InlineData("DOWN", "* L4TOUT", true)]
    [InlineData("DOWN 1/2", "L4TOUT", true)]
    [InlineData("UP", "L4OK", false)]
    [InlineData("UP 1/2", "L4TOUT", false)]
    [InlineData("DRAIN", "L7OK", false)]
    [InlineData("DOWN", "L7STS", false)]
    [InlineData("DOWN", "L7TOUT", false)]
    [InlineData("DOWN", "L7RSP", false)]
    [InlineData("DOWN", "HANA", false)]
    [InlineData("MAINT", "", false)]
    [InlineData("no check", "", false)]
    public void Those_on_a_server_that_takes_no_connection_of_the_check(string status, string check, bool isEnded)
    {
        var (ended, areLeft) = SilentSessions.Decide(Silent, [Serving(Server("web-1", status, check, sessions: 3))]);

        Assert.Equal<ServerSessions>(isEnded ? [new ServerSessions(null, "web/web-1", 3)] : [], ended.AsEnumerable());
        Assert.True(areLeft);
    }

    [Fact]
    public void A_server_that_the_cluster_hears_keeps_its_own()
    {
        var (ended, areLeft) = SilentSessions.Decide([], [Serving(Server("web-1", "DOWN", "L4TOUT", 3))]);

        Assert.Empty(ended);
        Assert.False(areLeft);
    }

    [Fact]
    public void Where_there_are_none_nothing_is_left_to_do()
    {
        var (ended, areLeft) = SilentSessions.Decide(
            Silent, [Serving(Server("web-1", "DOWN", "L4TOUT", 0), Server("web-2", "UP", "L7OK", 9))]);

        Assert.Empty(ended);
        Assert.False(areLeft);
    }

    // An old worker's view is as old as the reload.
    [Theory]
    [InlineData("DOWN L4TOUT", "UP L7OK", true)]
    [InlineData("UP L7OK", "DOWN L4TOUT", false)]
    [InlineData("", "DOWN L4TOUT", true)]
    [InlineData("", "UP L7OK", false)]
    public void On_an_old_worker_what_the_serving_one_sees_counts(string serving, string old, bool isEnded)
    {
        var (ended, areLeft) = SilentSessions.Decide(
            Silent, [Serving([.. Servers(serving, 0)]), new WorkerStatistics(42, [.. Servers(old, 2)])]);

        Assert.Equal<ServerSessions>(isEnded ? [new ServerSessions(42, "web/web-1", 2)] : [], ended.AsEnumerable());
        Assert.True(areLeft);
    }

    private static IEnumerable<ServerStatistics> Servers(string state, int sessions) =>
        state.Split(' ') is [var status, var check] ? [Server("web-1", status, check, sessions)] : [];

    private static WorkerStatistics Serving(params ServerStatistics[] servers) => new(null, [.. servers]);

    private static ServerStatistics Server(string name, string status, string check, int sessions) =>
        new("web", name, status, sessions, 0, 0, 0, 0, 0, check, null, 0);
}
