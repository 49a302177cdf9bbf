namespace Actors.EndToEnd;

/// <summary>The main job: nodes come, go and die, and HAProxy follows.</summary>
public sealed class MembershipSpecs : IAsyncLifetime
{
    private readonly LocalSystem _system = new();

    public async Task InitializeAsync()
    {
        _system.StartSeed();
        _system.StartHa();
        await Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _system.DisposeAsync();

    [Fact]
    public async Task Nodes_that_join_are_served_and_listed()
    {
        _system.StartWeb(1);
        _system.StartWeb(2);
        await _system.UntilServedByAsync(1, 2);
        await _system.UntilListedAsync(1, 2);

        _system.StartWeb(3);

        await _system.UntilServedByAsync(1, 2, 3);
        await _system.UntilListedAsync(1, 2, 3);
        await _system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2", "web-3");
    }

    [Fact]
    public async Task A_node_that_is_stopped_in_good_order_costs_no_request_and_is_gone()
    {
        _system.StartWeb(1);
        var leaving = _system.StartWeb(2);
        await _system.UntilServedByAsync(1, 2);
        await using var traffic = new SteadyTraffic(_system.HttpPort);

        Assert.Equal(0, await leaving.StopAsync());

        await _system.UntilListedAsync(1);
        await _system.UntilServedByAsync(1);
        var (answered, failures) = await traffic.EndAsync();
        Assert.Empty(failures);
        Assert.True(answered > 20, $"{answered} answered");
        Assert.Contains("web-2 has been taken out by ha-1", await File.ReadAllTextAsync(leaving.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_is_killed_costs_no_request_and_is_gone()
    {
        _system.StartWeb(1);
        _system.StartWeb(3);
        var dying = _system.StartWeb(2);
        await _system.UntilServedByAsync(1, 2, 3);
        await using var traffic = new SteadyTraffic(_system.HttpPort);

        await dying.KillAsync();

        await _system.UntilServedByAsync(1, 3);
        await _system.UntilListedAsync(1, 3);
        var (answered, failures) = await traffic.EndAsync();
        Assert.Empty(failures);
        Assert.True(answered > 20, $"{answered} answered");
    }

    [Fact]
    public async Task A_node_that_says_it_is_not_ready_is_drained_and_comes_back()
    {
        _system.StartWeb(1);
        var web = _system.StartWeb(2);
        await _system.UntilServedByAsync(1, 2);

        await LocalSystem.PostReadyAsync(web, """{"ready":false,"reason":"cache is cold"}""");
        await _system.UntilServedByAsync(1);
        await _system.UntilListedAsync(1, 2);
        Assert.Contains("not ready: cache is cold", (await _system.StatusAsync()).GetRawText(), StringComparison.Ordinal);

        await LocalSystem.PostReadyAsync(web, """{"ready":true}""");
        await _system.UntilServedByAsync(1, 2);
    }
}
