using System.Text.RegularExpressions;

namespace Actors.Dashboard;

public sealed partial class ConnectionSpecs(Browser browser) : DashboardPage(browser)
{
    [Fact]
    public async Task A_lost_connection_is_said_until_it_is_back()
    {
        await OpenAsync();
        await Expect(Page.Locator("#lost")).ToBeHiddenAsync();

        Agent.IsSilent = true;
        Agent.DropStreams();

        await Expect(Page.Locator("#lost")).ToHaveTextAsync(LostSince());
        await Expect(Page.Locator("body")).ToHaveClassAsync("stale");
        await Expect(Row("web-1")).ToBeVisibleAsync();
        await Expect(Button("Actions for web-1")).ToBeDisabledAsync();
        await Expect(Button("Reload")).ToBeDisabledAsync();

        Agent.Nodes.RemoveAt(0);
        Agent.Nodes.Add(Scene.Node(4));
        Agent.IsSilent = false;

        await Expect(Page.Locator("#lost")).ToBeHiddenAsync();
        await Expect(Page.Locator("body")).Not.ToHaveClassAsync("stale");
        await Expect(Row("web-4")).ToBeVisibleAsync();
        await Expect(Row("web-1")).ToHaveCountAsync(0);
        await Expect(Button("Actions for web-2")).ToBeEnabledAsync();
    }

    [Fact]
    public async Task What_is_asked_cannot_be_answered_while_the_connection_is_lost()
    {
        await OpenAsync();
        await ActAsync("web-1", "Drain");
        await Expect(Page.Locator("#question-dialog .main")).ToBeEnabledAsync();

        Agent.IsSilent = true;
        Agent.DropStreams();

        await Expect(Page.Locator("#question-dialog .main")).ToBeDisabledAsync();
        await Expect(Page.Locator("#question-dialog .cancel")).ToBeEnabledAsync();
    }

    [Fact]
    public async Task A_connection_that_only_looks_alive_is_lost_too()
    {
        await TakeClockAsync(Scene.Now);
        await OpenAsync();
        Agent.IsSilent = true;

        await Page.Clock.FastForwardAsync(9000);

        await Expect(Page.Locator("#lost")).ToHaveTextAsync(LostSince());
    }

    [Fact]
    public async Task An_agent_that_was_never_there_is_shown_as_unknown()
    {
        Agent.IsSilent = true;
        await Page.GotoAsync(Agent.Url);

        await Expect(Page.Locator("#lost")).ToBeVisibleAsync();
        await Expect(Page.Locator("#agent-name")).ToHaveTextAsync("unknown");
        await Expect(Page.Locator("#no-services")).ToContainTextAsync("Unknown");
        await Expect(Page.Locator("#health")).ToHaveClassAsync("health neutral");
        await Expect(Button("Reload")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task An_agent_that_tells_nothing_without_its_token_is_asked_with_it()
    {
        Agent.WantsToken = true;
        await Page.GotoAsync(Agent.Url);
        await Expect(Page.Locator("#token-why")).ToHaveTextAsync("This agent answers nothing without it.");
        await Expect(Page.Locator("#agent-name")).ToHaveTextAsync("unknown");

        await GiveTokenAsync("another");
        await Expect(Page.Locator("#token-why")).ToHaveTextAsync("The agent refused that token.");
        await GiveTokenAsync();

        await ExpectAllAsync();
        await Expect(Page.Locator("#agents tbody tr")).ToHaveCountAsync(4);
        await Expect(Page.Locator("#timeline .trigger")).ToHaveCountAsync(2);
        await Expect(Page.Locator("#lost")).ToBeHiddenAsync();
        await ActAsync("web-2", "Drain");
        await ConfirmAsync();
        await ExpectNoticeAsync("Draining web-2");
    }

    [Fact]
    public async Task A_refusal_that_comes_after_the_token_was_given_asks_for_no_other()
    {
        Agent.WantsToken = true;
        var (given, late) = (new TaskCompletionSource(), new TaskCompletionSource());
        // One request without it is slow, and what is asked with it is not answered before that one has been refused.
        await Page.RouteAsync("**/api/**", async route =>
        {
            var hasToken = route.Request.Headers.ContainsKey("authorization");
            var isSlow = route.Request.Url.EndsWith("/api/cluster", StringComparison.Ordinal);
            await (hasToken ? late.Task : isSlow ? given.Task : Task.CompletedTask);
            await route.ContinueAsync();
        });
        await Page.GotoAsync(Agent.Url);
        await GiveTokenAsync();
        await Expect(Page.Locator("#token-dialog")).ToBeHiddenAsync();

        await Page.RunAndWaitForRequestAsync(
            () => Task.FromResult(given.TrySetResult()),
            request => request.Url.EndsWith("/api/cluster", StringComparison.Ordinal) && request.Headers.ContainsKey("authorization"));
        late.SetResult();

        await ExpectAllAsync();
        await Expect(Page.Locator("#token-dialog")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Who_does_not_give_the_token_is_not_asked_again_and_again()
    {
        Agent.WantsToken = true;
        await TakeClockAsync(Scene.Now);
        await Page.GotoAsync(Agent.Url);
        await Expect(Page.Locator("#token-dialog")).ToBeVisibleAsync();

        await Page.Locator("#token-dialog .cancel").ClickAsync();

        await Expect(Page.Locator("#lost")).ToContainTextAsync("This agent needs its token.");
        await Page.Clock.FastForwardAsync(30_000);
        await Expect(Page.Locator("#token-dialog")).ToBeHiddenAsync();
        await Expect(Page.Locator("#agent-name")).ToHaveTextAsync("unknown");
        await Button("Enter token").ClickAsync();
        await Expect(Page.Locator("#token-dialog")).ToBeVisibleAsync();
    }

    [GeneratedRegex(@"^Connection lost since \d\d:\d\d:\d\d\. What you see is old, and actions are off\.$")]
    private static partial Regex LostSince();
}
