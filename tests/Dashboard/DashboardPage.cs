namespace Actors.Dashboard;

/// <summary>The dashboard beside an agent of which the test says what it tells.</summary>
public abstract class DashboardPage(Browser browser) : BrowserPage(browser)
{
    internal FakeAgent Agent { get; private set; } = null!;

    protected override string Origin => Agent.Url;

    protected override async Task StartAsync() => Agent = await FakeAgent.StartAsync();

    protected override async Task EndAsync() => await Agent.DisposeAsync();

    /// <summary>Opens the page, and waits until it shows what the agent told first.</summary>
    protected async Task OpenAsync()
    {
        await Page.GotoAsync(Agent.Url);
        await ExpectAllAsync();
    }

    /// <summary>The page shows what the agent told first.</summary>
    protected async Task ExpectAllAsync()
    {
        await Expect(Page.Locator("#agent-name")).ToHaveTextAsync("ha-1");
        await Expect(Page.Locator(".rows tbody tr")).ToHaveCountAsync(Agent.Nodes.Count);
    }

    protected Task GiveTokenAsync() => GiveTokenAsync(FakeAgent.Token);
}
