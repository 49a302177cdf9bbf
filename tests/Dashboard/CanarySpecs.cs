namespace Actors.Dashboard;

/// <summary>What can be done with a service.</summary>
public sealed class CanarySpecs(Browser browser) : DashboardPage(browser)
{
    [Fact]
    public async Task A_canary_is_set_and_stopped_with_who_and_why_and_undone()
    {
        Agent.Nodes[2]!["version"] = "3.0";
        await OpenAsync();

        await ChooseAsync("Canary…");
        await ExpectAccessibleAsync();
        await Page.Locator("#canary-version").SelectOptionAsync("3.0");
        await Page.Locator("#canary-share").FillAsync("25");
        await Page.Locator("#canary-reason").FillAsync("a try");
        await Page.Locator("#canary-dialog .main").ClickAsync();
        await Page.Locator("#operator").FillAsync("ann");
        await GiveTokenAsync();
        await ExpectNoticeAsync("shop: 25 % to version 3.0");

        Agent.Services = [Scene.Service("shop", [.. Agent.Nodes.Select(node => node!)])];
        Agent.Services[0]!["canary"] = Scene.Json(new { version = "3.0", share = 25 });
        Agent.TellNodes();
        await Expect(Page.Locator(".canary")).ToHaveTextAsync("canary: 25 % to version 3.0");
        await ChooseAsync("Stop canary");
        await ExpectAccessibleAsync();
        await Page.Locator("#reason").FillAsync("too slow");
        await ConfirmAsync();
        await ExpectNoticeAsync("Canary of shop stopped");
        await Button("Undo").ClickAsync();
        await ExpectNoticeAsync("shop: 25 % to version 3.0");

        const string Path = "/api/services/shop/canary";
        const string Set = """{"version":"3.0","share":25}""";
        Assert.Equal([$"{Path}?reason=a+try {Set}", $"DELETE {Path}?reason=too+slow", $"{Path} {Set}"], Agent.Posts);
        Assert.All(Agent.Users, user => Assert.Equal("ann", user));
    }

    [Fact]
    public async Task Without_two_versions_there_is_no_canary_to_set_and_none_to_stop()
    {
        await OpenAsync();

        await Button("Actions for service shop").ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Menuitem, new() { Name = "Canary…" })).ToBeDisabledAsync();
        await Expect(Page.GetByRole(AriaRole.Menuitem, new() { Name = "Stop canary" })).ToBeDisabledAsync();
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = "Traffic" }).ClickAsync();
        await Expect(Page.Locator("#drawer-title")).ToHaveTextAsync("Traffic of shop in the last hour");
    }

    private async Task ChooseAsync(string action)
    {
        await Button("Actions for service shop").ClickAsync();
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = action, Exact = true }).ClickAsync();
    }
}
