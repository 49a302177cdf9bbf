namespace Actors.Dashboard;

public sealed class NotesSpecs(Browser browser) : DashboardPage(browser)
{
    private ILocator Notes => Page.Locator("#notes .note");

    private ILocator Sheet => Page.Locator("#drawer-body");

    [Fact]
    public async Task A_failure_shows_what_the_stage_reported()
    {
        await OpenAsync();
        await Expect(Page.Locator("#no-notes")).ToBeVisibleAsync();

        Agent.Status["phase"] = "Failing";
        Agent.Status["lastFailure"] = Scene.Failure(
            "Check", "[ALERT] config : parsing [haproxy.cfg:14] : unknown keyword 'balence'", "Correct line 14 of the template.");
        Agent.TellStatus();

        await Expect(Notes).ToHaveTextAsync(["Cannot apply: revision 13 at Check"]);
        await Expect(Notes).ToHaveClassAsync(["note bad"]);
        await Notes.ClickAsync();
        await Expect(Sheet.Locator("pre")).ToContainTextAsync("unknown keyword 'balence'");
        await Expect(Sheet).ToContainTextAsync("Correct line 14 of the template.");
    }

    [Theory]
    [InlineData("Refused", "", "Template refused", "was refused", "note bad")]
    [InlineData("Stopped", "ha-2", "Template stopped by ha-2", "was stopped by ha-2", "note bad")]
    [InlineData("Waiting", "ha-2", "Template: waiting for ha-2", "waiting for ha-2", "note info")]
    public async Task A_template_that_is_not_in_force_says_why(string stage, string agent, string title, string words, string look)
    {
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
        await OpenAsync();

        await Expect(Notes).ToHaveTextAsync([title]);
        await Expect(Notes).ToHaveClassAsync([look]);
        await Notes.ClickAsync();
        await Expect(Sheet).ToContainTextAsync("Template /etc/my.sbn");
        await Expect(Sheet).ToContainTextAsync(words);
        await Expect(Sheet.Locator("pre")).ToHaveTextAsync("<b>unknown keyword</b> 'balence'");
    }

    [Fact]
    public async Task Certificates_are_listed_with_their_end_and_noted_where_they_need_a_look()
    {
        Agent.Clock = () => new DateTimeOffset(2026, 12, 19, 9, 0, 0, TimeSpan.Zero);
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
        await OpenAsync();

        await Expect(Notes).ToHaveTextAsync(["2 certificates to look at"]);
        await Expect(Page.Locator("#certificates tbody th")).ToHaveTextAsync(["a.pem", "b.pem", "c.pem"]);
        await Expect(Page.Locator("#certificates tbody .pill")).ToHaveTextAsync(["in use", "in use", "refused"]);
        await Expect(Page.Locator("#certificates tbody tr").Nth(1)).ToContainTextAsync("2026-12-24 (in 5 days)");
        await Expect(Page.Locator("#certificates tbody tr").Nth(2)).ToContainTextAsync("<b>it has expired</b>");

        Agent.Status["certificates"] = Scene.Json(
            new { folder = "/certs", serving = false, why = "the folder has no certificate", files = Array.Empty<object>() });
        Agent.TellStatus();

        await Expect(Notes).ToHaveTextAsync(["Clients are not served by TLS"]);
        await Expect(Notes).ToHaveClassAsync(["note bad"]);
        await Expect(Page.Locator("#certificates")).ToBeHiddenAsync();

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
        await Expect(Button("Freeze")).ToBeDisabledAsync();

        await Page.GetByRole(AriaRole.Link, new() { Name = "Membership frozen: 3 of 4 nodes vanished within 2 s" }).ClickAsync();
        await Expect(Sheet).ToContainTextAsync("3 of 4 nodes vanished within 2 s. Kept in HAProxy: web-2, web-3.");
        await Button("Thaw").ClickAsync();
        await GiveTokenAsync();
        await ExpectNoticeAsync("Membership thawed");
        await Button("Close").ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Template pinned to revision 8" }).ClickAsync();
        await Button("Unpin").ClickAsync();

        await ExpectNoticeAsync("Template unpinned");
        Assert.Equal(["/api/thaw", "/api/unpin"], Agent.Posts);
    }

    [Fact]
    public async Task A_freeze_and_a_pin_of_an_operator_say_whose_they_are_and_why()
    {
        Agent.Status["frozen"] = Scene.Json(new
        {
            why = "by ann: a switch",
            since = Scene.Now,
            held = Array.Empty<string>(),
            by = "ann",
            from = "10.0.0.7",
            reason = "a switch",
        });
        Agent.Status["pinned"] = Scene.Json(new { revision = 8, since = Scene.Now, by = "bob" });
        await OpenAsync();

        await Page.GetByRole(AriaRole.Link, new() { Name = "Membership frozen by ann" }).ClickAsync();
        await Expect(Sheet).ToContainTextAsync("on all agents by ann from 10.0.0.7: a switch. No node is lost.");
        await Button("Close").ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Template pinned to revision 8" }).ClickAsync();

        await Expect(Sheet).ToContainTextAsync("Pinned by bob.");
    }

    [Fact]
    public async Task Agents_and_seeds_are_a_table_and_what_cannot_be_reached_is_named()
    {
        Agent.Cluster = Scene.Cluster("web-3");
        await OpenAsync();

        await Expect(Page.Locator("#agents tbody strong")).ToHaveTextAsync(["ha-1", "ha-2", "seed-1", "seed-2"]);
        await Expect(Page.Locator("#agents tr[data-member=ha-1]")).ToContainTextAsync("this agent");
        await Expect(Page.Locator("#agents tr[data-member=seed-1]")).ToContainTextAsync("leader");
        await Expect(Page.Locator("#broken li")).ToHaveTextAsync(["web-3: ha-1 cannot reach it at web-3:4053"]);
    }
}
