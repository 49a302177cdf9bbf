namespace Actors.Dashboard;

/// <summary>The pages of two real agents of one cluster, each with a HAProxy.</summary>
public sealed class TwoAgentsSpecs(Browser browser) : BrowserPage(browser)
{
    /// <summary>Where both pages are.</summary>
    private const string Here = "http://127.0.0.1:";

    private static readonly LocatorAssertionsToHaveTextOptions Patiently = new() { Timeout = 20_000 };
    private readonly LocalSystem _system = LocalSystem.Alone(Environment.GetEnvironmentVariable("ACTORS_HAPROXY_NEWER"));
    private readonly int _port = Ports.Free();
    private NodeProcess _agent = null!;

    protected override string Origin => $"{Here}{_agent.ManagementPort}/";

    /// <summary>Where the page of ha-2 is for others.</summary>
    private string Other => $"{Here}{_port}/";

    [Fact]
    public async Task A_drain_at_one_is_one_in_both_HAProxies_and_is_undone_at_the_page_of_the_other()
    {
        await NewPageAsync(1280, 900, ColorScheme.Light, Here);
        await Page.GotoAsync(Origin);
        await Expect(Page.Locator(".rows .pill.good")).ToHaveCountAsync(2, new() { Timeout = 20_000 });
        await Expect(Page.Locator("#agents tbody strong")).ToHaveTextAsync(["ha-1", "ha-2", "seed-1"], Patiently);
        await Expect(Page.Locator("#convergence")).ToContainTextAsync("All 2 agents are up to date", new() { Timeout = 20_000 });

        await ActAsync("web-2", "Drain");
        await Expect(Page.Locator("#question-figure")).ToHaveTextAsync("web: 2 → 1 serving");
        await Page.Locator("#reason").FillAsync("its disk");
        await ConfirmAsync();
        await Page.Locator("#operator").FillAsync("ann");
        await GiveTokenAsync(_system.TokenOf("ha-1"));
        await ExpectNoticeAsync("web-2 is drained: 0 sessions");
        await UntilBothAsync("web-2 is drained", server => server.IsDrained);

        await Page.GetByRole(AriaRole.Link, new() { Name = "ha-2", Exact = true }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(Other);
        await GiveTokenAsync(_system.TokenOf("ha-2"));
        await Expect(Page.Locator("#agent-name")).ToHaveTextAsync("ha-2");
        await Expect(State("web-2")).ToHaveTextAsync("draining", Patiently);
        await Page.GetByRole(AriaRole.Link, new() { Name = "web-2", Exact = true }).ClickAsync();
        await Expect(Page.Locator("#drawer-body")).ToContainTextAsync("Drain, by ann from 127.0.0.1: its disk");
        await Page.Locator("#drawer").GetByRole(AriaRole.Button, new() { Name = "Back in rotation" }).ClickAsync();

        await ExpectNoticeAsync("web-2 is serving");
        await UntilBothAsync("web-2 gets traffic again", server => server.IsUp);
    }

    protected override async Task StartAsync()
    {
        _system.StartSeed();
        _agent = _system.StartHa();
        _system.StartHa2($"--Api:Bind=127.0.0.1:{_port}", $"--Api:Url={Other}");
        _system.StartWeb(1);
        _system.StartWeb(2);
        await _system.UntilServedByAsync(1, 2);
    }

    protected override async Task EndAsync() => await _system.DisposeAsync();

    private async Task UntilBothAsync(string what, Predicate<SeenServer> isSo)
    {
        foreach (var balancer in new[] { _system.Ha1, _system.Ha2 })
        {
            await _system.UntilServersAsync(
                balancer, what, servers => servers.TryGetValue("web-2", out var server) && isSo(server) && servers["web-1"].IsUp);
        }
    }
}
