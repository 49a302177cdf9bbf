namespace Actors.Dashboard;

public sealed class StatusSpecs(Browser browser) : DashboardPage(browser)
{
    [Fact]
    public async Task The_head_tells_who_runs_what()
    {
        await OpenAsync();

        await Expect(Page.Locator("#phase")).ToHaveTextAsync("Idle");
        await Expect(Page.Locator("#convergence")).ToHaveTextAsync("in sync on 2 of 2 agents");
        await Expect(Page.Locator("#haproxy-version")).ToHaveTextAsync("3.0.11");
        await Expect(Page.Locator("#haproxy-running")).ToHaveTextAsync("running");
        await Expect(Page.Locator("#reloads")).ToHaveTextAsync("3");
    }

    [Fact]
    public async Task An_agent_that_lags_is_named()
    {
        Agent.Status["convergence"] = Scene.Json(new
        {
            summary = "in sync on 1 of 2 agents",
            agents = new[] { Scene.Agent("ha-1", 12, lags: false, null), Scene.Agent("ha-2", 11, lags: true, "a reload takes long") },
        });
        await OpenAsync();

        await Expect(Page.Locator("#lagging li")).ToHaveTextAsync(["ha-2 lags at revision 11, Idle: a reload takes long"]);
        await Expect(Page.Locator("#convergence")).ToHaveClassAsync("warn-text");
    }

    [Fact]
    public async Task A_refused_template_shows_what_the_check_said()
    {
        await OpenAsync();
        await Expect(Page.Locator("#failure")).ToBeHiddenAsync();

        Agent.Status["phase"] = "Failing";
        Agent.Status["lastFailure"] = Scene.Failure(
            "Check", "[ALERT] config : parsing [haproxy.cfg:14] : unknown keyword 'balence'", "Correct line 14 of the template.");
        Agent.TellStatus();

        await Expect(Page.Locator("#failure .say")).ToContainTextAsync("revision 13 at Check");
        await Expect(Page.Locator("#failure pre")).ToContainTextAsync("unknown keyword 'balence'");
        await Expect(Page.Locator("#failure .hint")).ToHaveTextAsync("Correct line 14 of the template.");
        await Expect(Page.Locator("#phase")).ToHaveClassAsync("pill bad");
    }

    [Theory]
    [InlineData("Refused", "", "is refused for", "banner bad")]
    [InlineData("Stopped", "ha-2", "was stopped by ha-2", "banner bad")]
    [InlineData("Waiting", "ha-2", "Waiting for ha-2", "banner info")]
    public async Task A_template_that_is_not_in_force_says_why(string stage, string agent, string words, string look)
    {
        await OpenAsync();
        await Expect(Page.Locator("#template")).ToBeHiddenAsync();

        Agent.Status["template"] = Scene.Json(new
        {
            hash = "0123456789abcdef",
            source = "/etc/my.sbn",
            since = Scene.Now,
            candidate = new
            {
                hash = "fedcba9876543210",
                source = "/etc/my.sbn",
                stage,
                agent,
                why = "<b>unknown keyword</b> 'balence'",
                since = Scene.Now
            },
        });
        Agent.TellStatus();

        await Expect(Page.Locator("#template .say")).ToContainTextAsync("The template in /etc/my.sbn");
        await Expect(Page.Locator("#template .say")).ToContainTextAsync(words);
        await Expect(Page.Locator("#template pre")).ToHaveTextAsync("<b>unknown keyword</b> 'balence'");
        await Expect(Page.Locator("#template")).ToHaveClassAsync(look);
    }

    [Fact]
    public async Task Certificates_are_shown_where_somebody_has_to_see_to_them()
    {
        Agent.Status["certificates"] = Scene.Json(
            new { folder = "/certs", serving = true, why = "", files = new[] { Certificate("a.pem", "InUse", "", endsSoon: false) } });
        await OpenAsync();
        await Expect(Page.Locator("#certificates")).ToBeHiddenAsync();

        Agent.Status["certificates"] = Scene.Json(new
        {
            folder = "/certs",
            serving = true,
            why = "",
            files = new[]
            {
                Certificate("a.pem", "InUse", "", endsSoon: false),
                Certificate("b.pem", "InUse", "the last good one stays: it has no key", endsSoon: true),
                Certificate("c.pem", "Refused", "<b>it has expired</b>", endsSoon: false),
            },
        });
        Agent.TellStatus();

        await Expect(Page.Locator("#certificates .say")).ToHaveTextAsync("Clients are served by TLS; certificates need a look:");
        await Expect(Page.Locator("#certificates")).ToHaveClassAsync("banner warn");
        await Expect(Page.Locator("#certificates li")).ToHaveTextAsync(
            ["b.pem is served, ends on 2026-12-24: the last good one stays: it has no key",
            "c.pem is refused, ends on 2026-12-24: <b>it has expired</b>"]);

        Agent.Status["certificates"] = Scene.Json(
            new
            {
                folder = "/certs",
                serving = false,
                why = "clients come in without TLS: the folder has no certificate",
                files = Array.Empty<object>()
            });
        Agent.TellStatus();

        await Expect(Page.Locator("#certificates .say")).ToHaveTextAsync(
            "Clients are not served by TLS: clients come in without TLS: the folder has no certificate");
        await Expect(Page.Locator("#certificates")).ToHaveClassAsync("banner bad");

        static object Certificate(string file, string state, string reason, bool endsSoon) =>
            new { file, state, reason, names = new[] { "a.test" }, notAfter = "2026-12-24T12:00:00Z", endsSoon };
    }

    [Fact]
    public async Task Frozen_and_pinned_say_why_and_can_be_ended()
    {
        Agent.Status["frozen"] = Scene.Json(
            new { why = "3 of 4 nodes vanished within 2 s", since = Scene.Now, held = new[] { "web-2", "web-3" } });
        Agent.Status["pinned"] = Scene.Json(new { revision = 8, since = Scene.Now });
        await OpenAsync();

        await Expect(Page.Locator("#frozen")).ToContainTextAsync("3 of 4 nodes vanished within 2 s Held: web-2, web-3.");
        await Expect(Page.Locator("#pinned")).ToContainTextAsync("Pinned to the template of revision 8");

        await Button("Thaw").ClickAsync();
        await GiveTokenAsync();
        await Expect(Page.Locator("#notice")).ToHaveTextAsync("Thaw. Accepted.");
        await Button("Unpin").ClickAsync();
        await Expect(Page.Locator("#notice")).ToHaveTextAsync("Unpin. Accepted.");
        Assert.Equal(["/api/thaw", "/api/unpin"], Agent.Posts);
    }

    [Fact]
    public async Task Members_that_the_agent_cannot_reach_are_dashed()
    {
        Agent.Cluster = Scene.Cluster("web-3");
        await OpenAsync();

        var lost = Page.Locator("#topology .member.lost");
        await Expect(lost).ToHaveCountAsync(1);
        await Expect(lost).ToContainTextAsync("web-3");
        await Expect(Page.Locator("#topology .sees")).ToHaveCountAsync(7);
        Assert.NotEqual(
            "none", await Page.Locator("#topology .sees.lost").EvaluateAsync<string>("line => getComputedStyle(line).strokeDasharray"));
        await Expect(Page.Locator("#topology svg")).ToHaveAttributeAsync("aria-label", "ha-1 sees 8 members; unreachable: web-3.");
    }
}
