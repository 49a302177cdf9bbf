namespace Actors.Dashboard;

/// <summary>Actions for several nodes at once.</summary>
public sealed class BulkSpecs(Browser browser) : DashboardPage(browser)
{
    private ILocator Bulk => Page.Locator("#bulk");

    [Fact]
    public async Task Selected_nodes_are_drained_after_one_question_with_numbers_and_undone_together()
    {
        await OpenAsync();
        await Expect(Bulk).ToBeHiddenAsync();

        await Page.GetByLabel("Select web-1", new() { Exact = true }).CheckAsync();
        await Page.GetByLabel("Select web-3", new() { Exact = true }).CheckAsync();
        await Expect(Page.Locator("#bulk-count")).ToHaveTextAsync("2 nodes selected");
        await ExpectAccessibleAsync();
        await Give("Drain");
        await Expect(Page.Locator("#question-title")).ToHaveTextAsync("Drain 2 nodes?");
        await Expect(Page.Locator("#question-figure")).ToHaveTextAsync("shop: 3 → 1 serving");
        await ConfirmAsync();
        await GiveTokenAsync();

        await ExpectNoticeAsync("Draining 2 nodes");
        Assert.Equal(["/api/nodes/web-1/drain", "/api/nodes/web-3/drain"], Agent.Posts);
        await Button("Undo").ClickAsync();
        await ExpectNoticeAsync("2 nodes back as they were");
        Assert.Equal(["/api/nodes/web-1/ready", "/api/nodes/web-3/ready"], Agent.Posts.Skip(2));
        await Expect(Bulk).ToBeHiddenAsync();
    }

    [Fact]
    public async Task All_that_a_search_finds_are_forced_where_none_would_serve_once_that_is_answered()
    {
        await OpenAsync();
        await Page.Locator("#search").FillAsync("web");

        await Expect(Page.Locator("#bulk-count")).ToHaveTextAsync("3 nodes match the search");
        await Give("Maintenance…");
        await Expect(Page.Locator("#question-figure")).ToHaveTextAsync("shop: 3 → 0 serving");
        await Expect(Page.Locator("#question-text")).ToContainTextAsync("No other node of shop is serving: its clients get 503.");
        await ConfirmAsync();
        await GiveTokenAsync();

        await ExpectNoticeAsync("3 nodes into maintenance");
        Assert.Equal(3, Agent.Posts.Count(post => post.EndsWith("/maintenance?force=true", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task One_that_is_refused_keeps_no_other_from_its_own_and_is_named()
    {
        Agent.Refuses.Add("web-2");
        await OpenAsync();
        await Page.Locator("#search").FillAsync("web");
        await Give("Drain");
        await ConfirmAsync();
        await GiveTokenAsync();

        await ExpectNoticeAsync("Draining 3 nodes: done for 2 of 3. Not done: web-2: The test refuses it.");
        await Expect(Button("Undo")).ToBeVisibleAsync();
    }

    private Task Give(string label) => Bulk.GetByRole(AriaRole.Button, new() { Name = label, Exact = true }).ClickAsync();
}
