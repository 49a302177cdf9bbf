namespace Actors.Dashboard;

public sealed class HistorySpecs(Browser browser) : DashboardPage(browser)
{
    [Fact]
    public async Task Changes_are_listed_and_a_new_one_comes_first()
    {
        await OpenAsync();
        await Expect(Page.Locator("#history .trigger")).ToHaveTextAsync(["2 · web-3 joined", "1 · started"]);

        Agent.Tell("change", Scene.Change(3, "web-4 joined", milliseconds: 41, result: "failed", failure: "HAProxy did not answer"));

        await Expect(Page.Locator("#history .trigger")).ToHaveTextAsync(["3 · web-4 joined", "2 · web-3 joined", "1 · started"]);
        await Expect(Page.Locator("#history li").First).ToContainTextAsync("41 ms");
        await Expect(Page.Locator("#history li").First).ToContainTextAsync("HAProxy did not answer");
        await Expect(Page.Locator("#history li").First.Locator(".pill")).ToHaveClassAsync("pill bad");
    }

    [Fact]
    public async Task A_click_shows_the_configuration_which_can_be_rolled_back_to()
    {
        await OpenAsync();

        await Page.Locator("#history .look").First.ClickAsync();
        await Expect(Page.Locator("#paper pre")).ToContainTextAsync("# revision 2");

        await Button("Roll back to this").ClickAsync();
        await Button("Roll back").ClickAsync();
        await GiveTokenAsync();
        await Expect(Page.Locator("#notice")).ToHaveTextAsync("Roll back to 2. Accepted.");
        Assert.Equal(["/api/rollback/2"], Agent.Posts);
    }

    [Fact]
    public async Task Two_marks_show_what_differs()
    {
        Agent.Difference = "--- 1\n+++ 2\n@@ -1,2 +1,2 @@\n backend shop\n-    server web-1\n+    server web-2\n";
        await OpenAsync();

        await Page.GetByLabel("Compare revision 2", new() { Exact = true }).CheckAsync();
        await Page.GetByLabel("Compare revision 1", new() { Exact = true }).CheckAsync();

        await Expect(Page.Locator("#paper h3")).ToHaveTextAsync("From revision 1 to 2");
        await Expect(Page.Locator("#paper .added")).ToHaveTextAsync(["+    server web-2"]);
        await Expect(Page.Locator("#paper .removed")).ToHaveTextAsync(["-    server web-1"]);
    }
}
