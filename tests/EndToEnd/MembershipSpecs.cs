namespace Actors.EndToEnd;

/// <summary>The main job: nodes come, go and die, and HAProxy follows, on whatever network they are.</summary>
public abstract class MembershipSpecs(SharedSystem shared)
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
    public async Task A_node_that_leaves_costs_no_request_and_is_gone(string haProxy)
    {
        var system = await shared.BeginAsync(webs: 3, haProxy);
        await using var traffic = new SteadyTraffic(system);

        Assert.Equal(0, await system.Running["web-2"].StopAsync());

        await system.UntilServedByAsync(1, 3);
        await system.UntilListedAsync(1, 3);
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-3");
        await traffic.AssertNothingLostAsync();
    }

    [Theory, EachHaProxy]
    public async Task A_node_that_says_it_is_not_ready_is_drained_and_comes_back(string haProxy)
    {
        var system = await shared.BeginAsync(webs: 2, haProxy);

        Assert.Equal(400, (await system.AskAsync(HttpMethod.Post, "web-2", "/ready", body: "ready=false")).Status);
        await system.PostReadyAsync("web-2", """{"ready":false,"reason":"cache is cold"}""");
        await system.UntilServedByAsync(1);
        await system.UntilListedAsync(1, 2);
        Assert.Contains("not ready: cache is cold", (await system.StatusAsync()).GetRawText(), StringComparison.Ordinal);

        await system.PostReadyAsync("web-2", """{"ready":true}""");
        await system.UntilServedByAsync(1, 2);
    }
}

/// <summary>The nodes are on 127.0.0.1.</summary>
[Collection(MembersSystem.Name)]
public sealed class MembershipOnIPv4Specs(MembersSystem shared) : MembershipSpecs(shared);

/// <summary>The nodes are in a network namespace that has no IPv4 at all.</summary>
[Collection(IPv6OnlySystem.Name)]
[Trait("Needs", "Root")]
public sealed class MembershipOnIPv6Specs(IPv6OnlySystem shared) : MembershipSpecs(shared);
