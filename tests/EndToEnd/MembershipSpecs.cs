namespace Actors.EndToEnd;

/// <summary>The main job: nodes come, go and die, and HAProxy follows.</summary>
[Collection(MembersSystem.Name)]
public sealed class MembershipSpecs(MembersSystem shared)
{
    [Theory, EachHaProxy]
    public async Task Nodes_that_join_are_served_and_listed(string haProxy)
    {
        var system = await shared.BeginAsync(webs: 2, haProxy);

        system.StartWeb(3);

        await system.UntilServedByAsync(1, 2, 3);
        await system.UntilListedAsync(1, 2, 3);
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2", "web-3");
    }

    [Theory, EachHaProxy]
    public async Task A_node_that_is_killed_costs_no_request_and_is_gone(string haProxy)
    {
        var system = await shared.BeginAsync(webs: 3, haProxy);
        await using var traffic = new SteadyTraffic(system);

        await system.Running["web-2"].KillAsync();

        await system.UntilServedByAsync(1, 3);
        await system.UntilListedAsync(1, 3);
        await traffic.AssertNothingLostAsync();
    }

    [Theory, EachHaProxy]
    public async Task A_node_that_says_it_is_not_ready_is_drained_and_comes_back(string haProxy)
    {
        var system = await shared.BeginAsync(webs: 2, haProxy);

        await system.PostReadyAsync("web-2", """{"ready":false,"reason":"cache is cold"}""");
        await system.UntilServedByAsync(1);
        await system.UntilListedAsync(1, 2);
        Assert.Contains("not ready: cache is cold", (await system.StatusAsync()).GetRawText(), StringComparison.Ordinal);

        await system.PostReadyAsync("web-2", """{"ready":true}""");
        await system.UntilServedByAsync(1, 2);
    }
}
