namespace Actors.Dashboard;

public sealed class TimelineSpecs(Browser browser) : DashboardPage(browser)
{
    private ILocator Triggers => Page.Locator("#timeline .trigger");

    [Fact]
    public async Task Changes_are_listed_by_day_and_a_new_one_comes_first()
    {
        await OpenAsync();
        await Expect(Triggers).ToHaveTextAsync(["2 · web-3 joined", "1 · started"]);
        await Expect(Page.Locator("#timeline .day")).ToHaveTextAsync(["2026-03-14"]);

        Agent.Tell("change", Scene.Change(3, "web-4 joined", milliseconds: 41, result: "failed", failure: "HAProxy did not answer"));

        await Expect(Triggers).ToHaveTextAsync(["3 · web-4 joined", "2 · web-3 joined", "1 · started"]);
        var first = Page.Locator("#timeline li[data-revision]").First;
        await Expect(first).ToContainTextAsync("without a reload · 2 commands · 41 ms");
        await Expect(first).ToContainTextAsync("HAProxy did not answer");
        await Expect(first.Locator(".pill")).ToHaveClassAsync("pill bad");
    }

    [Theory]
    [InlineData("web-3", "2 · web-3 joined")]
    [InlineData("reload 212", "1 · started")]
    [InlineData("by nothing", "")]
    public async Task A_filter_finds_by_any_word(string filter, string found)
    {
        await OpenAsync();

        await Page.Locator("#history-filter").FillAsync(filter);

        await Expect(Triggers).ToHaveTextAsync(found == "" ? [] : [found]);
        await Expect(Page.Locator("#no-history")).ToBeVisibleAsync(new() { Visible = found == "" });
    }

    [Fact]
    public async Task An_override_says_by_whom_and_a_service_has_its_name()
    {
        Agent.History.Insert(0, Scene.Change(3, "@shop 10 % of it to version 2 by override (ann)"));
        await OpenAsync();

        await Expect(Triggers.First).ToHaveTextAsync("3 · shop: 10 % of it to version 2 by override (ann)");
        await Expect(Page.Locator("#timeline li[data-revision]").First).ToContainTextAsync("by ann ·");
    }

    [Fact]
    public async Task A_command_says_by_whom_from_where_and_why()
    {
        var row = Scene.Change(3, "web-3 drained", by: "command", result: "done");
        (row["author"], row["from"], row["reason"]) = ("ann", "10.0.0.7", "its disk");
        Agent.History.Insert(0, row);
        await OpenAsync();

        await Expect(Page.Locator("#timeline li[data-revision]").First).ToContainTextAsync("by ann from 10.0.0.7 · its disk");
        await Triggers.First.ClickAsync();

        await Expect(Page.Locator("#drawer-body dl").First).ToContainTextAsync("Byann from 10.0.0.7");
        await Expect(Page.Locator("#drawer-body dl").First).ToContainTextAsync("Reasonits disk");
    }

    [Fact]
    public async Task A_change_shows_its_configuration_and_its_template_can_be_pinned()
    {
        await OpenAsync();

        await Triggers.First.ClickAsync();
        await Expect(Page.Locator("#drawer-title")).ToHaveTextAsync("Revision 2");
        await Expect(Page.Locator("#drawer-body pre").Last).ToContainTextAsync("# revision 2");
        await Expect(Page.Locator("#drawer-body pre").First).ToContainTextAsync("add server shop/web-4");
        await Button("Pin this template").ClickAsync();
        await Expect(Page.Locator("#question-text")).ToContainTextAsync("Only the template goes back");
        await ConfirmAsync();
        await GiveTokenAsync();

        await ExpectNoticeAsync("Template of revision 2 pinned");
        Assert.Equal(["/api/rollback/2"], Agent.Posts);
    }

    [Fact]
    public async Task The_template_in_force_is_not_offered()
    {
        Agent.History.Insert(0, Scene.Change(12, "web-4 joined"));
        await OpenAsync();

        await Triggers.First.ClickAsync();

        await Expect(Button("Pin this template")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task A_change_is_compared_with_the_one_before_and_the_words_that_differ_are_marked()
    {
        Agent.Difference = "--- 1\n+++ 2\n@@ -1,2 +1,2 @@\n backend shop\n-    server web-1 weight 100\n+    server web-1 weight 0\n";
        await OpenAsync();

        await Page.GetByRole(AriaRole.Link, new() { Name = "Compare with the one before: revision 1 with 2" }).ClickAsync();

        await Expect(Page.Locator("#drawer-title")).ToHaveTextAsync("From revision 1 to 2");
        await Expect(Page.Locator("#drawer .added")).ToHaveTextAsync(["+    server web-1 weight 0"]);
        await Expect(Page.Locator("#drawer .removed")).ToHaveTextAsync(["-    server web-1 weight 100"]);
        await Expect(Page.Locator("#drawer mark")).ToHaveTextAsync(["100", "0"]);
        await Expect(Page).ToHaveURLAsync($"{Agent.Url}/#/diff/1..2");
        Assert.Equal("?from=1&to=2", Agent.Compared.Distinct().Single());
        await Button("Wrap lines").ClickAsync();
        await Expect(Page.Locator("#drawer pre")).ToHaveCSSAsync("white-space-collapse", "preserve");
        await Expect(Page.Locator("#drawer pre")).ToHaveCSSAsync("text-wrap-mode", "wrap");
    }
}
