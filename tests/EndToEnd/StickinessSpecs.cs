namespace Actors.EndToEnd;

/// <summary>With a sticky cookie a user stays on a node for as long as it is there, whatever else comes and goes.</summary>
[Collection(TwoAgentsSystem.Name)]
public sealed class StickinessSpecs(TwoAgentsSystem shared)
{
    private const int Many = 6;

    /// <summary>With each way of making the cookie: the demo app's own, or one that HAProxy adds.</summary>
    [Theory]
    [EachHaProxy("prefix", "NODESESSID")]
    [EachHaProxy("insert", "STAY")]
    public async Task A_user_stays_on_a_node_until_it_leaves(string haProxy, string mode, string cookie)
    {
        string[] sticky = [$"--HaProxy:StickyCookie={cookie}", $"--HaProxy:StickyMode={mode}"];
        var system = await shared.BeginAsync(webs: 3, haProxy, agents: 2, sticky);
        var users = await Users.ComeAsync(Many, system.Ha1);

        // Both balancers agree on who belongs where.
        await users.AssertStayAsync(system.Ha1);
        await users.AssertStayAsync(system.Ha2);

        // Another node comes, another agent takes over, and HAProxy reloads.
        system.StartWeb(4);
        await system.UntilServedByAsync(1, 2, 3, 4);
        await users.AssertStayAsync(system.Ha1);
        var worker = await system.Ha1.WorkerPidAsync();
        await system.Running["ha-1"].KillAsync();
        await users.AssertStayAsync(system.Ha1);
        system.StartAgain("ha-1");
        await system.UntilOneClusterAsync("seed-1", "ha-1", "ha-2", "web-1", "web-2", "web-3", "web-4");
        await users.AssertStayAsync(system.Ha1);
        Assert.Equal(202, await system.PostAsync("ha-1", "/api/reload"));
        await Eventually.BecomesAsync(
            "HAProxy has reloaded", system.Tail,
            async () => await system.Ha1.WorkerPidAsync() is var pid && pid != worker ? (true, "") : (false, $"worker {pid}"));
        await users.AssertStayAsync(system.Ha1);

        // Their node leaves, and they get another one: only they, and without an error.
        var leaving = system.Running[users.HomeOfFirst];
        await using var served = new Throughout(users.AskAsync);
        Assert.Equal(0, await leaving.StopAsync());
        await served.AssertHeldAsync();
        await users.AssertMovedFromAsync(leaving.Name, system.Ha1);
    }
}
