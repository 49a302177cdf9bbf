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

        Agent.Nodes.Add(Scene.Node(4));
        Agent.IsSilent = false;

        await Expect(Page.Locator("#lost")).ToBeHiddenAsync();
        await Expect(Page.Locator("body")).Not.ToHaveClassAsync("stale");
        await Expect(Row("web-4")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_connection_that_only_looks_alive_is_lost_too()
    {
        await Page.Clock.InstallAsync(new() { TimeDate = Scene.Now.UtcDateTime });
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
        await Expect(Page.Locator("#no-nodes")).ToContainTextAsync("Unknown");
        await Expect(Page.Locator("header .good, header .good-text")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_agent_that_tells_nothing_without_its_token_is_asked_with_it()
    {
        Agent.WantsToken = true;
        await Page.GotoAsync(Agent.Url);
        await Expect(Page.Locator("#token-why")).ToHaveTextAsync("This agent tells nothing without it.");
        await Expect(Page.Locator("#agent-name")).ToHaveTextAsync("unknown");

        await GiveTokenAsync("another");
        await Expect(Page.Locator("#token-why")).ToHaveTextAsync("The agent refused that token.");
        await GiveTokenAsync();

        await ExpectAllAsync();
        await Expect(Page.Locator("#topology .member")).Not.ToHaveCountAsync(0);
        await Expect(Page.Locator("#history li")).ToHaveCountAsync(2);
        await Expect(Page.Locator("#lost")).ToBeHiddenAsync();
        await Button("Drain web-2").ClickAsync();
        await Expect(Page.Locator("#notice")).ToHaveTextAsync("web-2: drain. Accepted.");
    }

    [Fact]
    public async Task Who_does_not_give_the_token_is_not_asked_again_and_again()
    {
        Agent.WantsToken = true;
        await Page.Clock.InstallAsync(new() { TimeDate = Scene.Now.UtcDateTime });
        await Page.GotoAsync(Agent.Url);
        await Expect(Page.Locator("#token-dialog")).ToBeVisibleAsync();

        await Page.Locator("#token-dialog .cancel").ClickAsync();

        await Expect(Page.Locator("#lost")).ToHaveTextAsync("This agent tells nothing without its token: load the page again to give it");
        await Page.Clock.FastForwardAsync(30_000);
        await Expect(Page.Locator("#token-dialog")).ToBeHiddenAsync();
        await Expect(Page.Locator("#agent-name")).ToHaveTextAsync("unknown");
    }

    [GeneratedRegex(@"^Connection lost since \d\d:\d\d:\d\d, what is shown is old$")]
    private static partial Regex LostSince();
}
