namespace Actors.Dashboard;

public sealed class HeadlineSpecs(Browser browser) : DashboardPage(browser)
{
    [Fact]
    public async Task The_head_says_what_clients_get_and_so_do_the_tab_and_its_icon()
    {
        await OpenAsync();

        await Expect(Page.Locator("#health")).ToHaveTextAsync("1 service healthy, 3 of 3 nodes serving");
        await Expect(Page.Locator("#health")).ToHaveClassAsync("health good");
        await Expect(Page).ToHaveTitleAsync("ha-1: all healthy");
        await Expect(Page.Locator("#icon")).ToHaveAttributeAsync("href", "/dashboard/favicon-good.svg");

        Agent.Status["health"] = Scene.Json(new { state = "Down", text = "shop is down: 0 of 3 nodes serving" });
        for (var number = 1; number <= 3; number++)
        {
            Agent.Nodes[number - 1] = Scene.Node(number, haproxy: "DOWN");
        }

        Agent.TellNodes();
        Agent.TellStatus();

        await Expect(Page.Locator("#health")).ToHaveTextAsync("shop is down: 0 of 3 nodes serving");
        await Expect(Page.Locator("#health")).ToHaveClassAsync("health bad");
        await Expect(Page).ToHaveTitleAsync("(3) shop is down: 0 of 3 nodes serving – ha-1");
        await Expect(Page.Locator("#icon")).ToHaveAttributeAsync("href", "/dashboard/favicon-bad.svg");
    }

    [Fact]
    public async Task An_agent_that_is_behind_is_named()
    {
        await OpenAsync();
        await Expect(Page.Locator("#convergence")).ToHaveTextAsync("All 2 agents are up to date (revision 12)");

        Agent.Status["convergence"] = Scene.Json(new
        {
            summary = "in sync on 1 of 2 agents",
            agents = new[] { Scene.Agent("ha-1", 12, lags: false, null), Scene.Agent("ha-2", 11, lags: true, "a reload takes long") },
        });
        Agent.TellStatus();

        await Expect(Page.Locator("#convergence")).ToHaveTextAsync("1 of 2 agents behind: ha-2");
        await Expect(Page.Locator("#convergence")).ToHaveClassAsync("warn-text");
        await Expect(Page.Locator("#agents tr[data-member=ha-2]")).ToContainTextAsync("at revision 11: a reload takes long");
    }

    [Fact]
    public async Task What_the_agent_counts_stands_at_the_end()
    {
        await OpenAsync();

        await Expect(Fact("HAProxy")).ToHaveTextAsync("3.0.11, running");
        await Expect(Fact("State")).ToHaveTextAsync("in sync");
        await Expect(Fact("Reloads")).ToHaveTextAsync("3");
        await Expect(Page.Locator("header")).Not.ToContainTextAsync("Reloads");
    }

    [Fact]
    public async Task What_is_not_known_is_never_shown_as_fine()
    {
        var node = Scene.Node(2);
        foreach (var field in new[] { "haproxy", "gossip", "state", "effective", "since", "weight", "version" })
        {
            node[field] = null;
        }

        Agent.Nodes[1] = node;
        foreach (var field in new[] { "haproxy", "health", "convergence" })
        {
            Agent.Status[field] = null;
        }

        Agent.Status["phase"] = "Wondering";
        await OpenAsync();

        await Expect(State("web-2")).ToHaveTextAsync("unknown");
        await Expect(Row("web-2").Locator("td.number")).ToHaveTextAsync(["unknown", "unknown", "unknown", "unknown", "unknown"]);
        await Expect(Row("web-2").Locator(".good")).ToHaveCountAsync(0);
        await Expect(Page.Locator("#health")).ToHaveTextAsync("Health unknown");
        await Expect(Page.Locator("#health")).ToHaveClassAsync("health neutral");
        await Expect(Page.Locator("#convergence")).ToContainTextAsync("unknown");
        await Expect(Fact("HAProxy")).ToHaveTextAsync("unknown, unknown");
        await Expect(Page.Locator("header .good")).ToHaveCountAsync(0);
    }

    private ILocator Fact(string name) => Page.Locator($"#about dd[data-fact='{name}']");
}
