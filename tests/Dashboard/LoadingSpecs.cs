using System.Collections.Concurrent;

namespace Actors.Dashboard;

/// <summary>What of the page and of the agent the browser did not get, as when the network changes meanwhile.</summary>
public sealed class LoadingSpecs(Browser browser) : DashboardPage(browser)
{
    /// <summary>Milliseconds in which the page gives up: it was loaded five times, beside busy processors.</summary>
    private const float Long = 90_000;

    private readonly ConcurrentQueue<string> _asked = new();

    [Theory]
    [InlineData("/dashboard/dashboard.js")]
    [InlineData("/dashboard/tones.js")]
    [InlineData("/dashboard/dashboard.css")]
    [InlineData("/api/history")]
    [InlineData("/api/cluster")]
    [InlineData("/api/events")]
    public async Task What_was_cut_off_once_is_asked_for_again(string path)
    {
        await CutAsync(path, asked => asked == 1);
        await Page.GotoAsync(Agent.Url);

        await Expect(Page.Locator("body")).ToHaveCSSAsync("margin-top", "0px");
        await ExpectAllAsync();
        await Expect(Page.Locator("#agents tbody tr")).ToHaveCountAsync(4);
        await Expect(Page.Locator("#timeline .trigger")).ToHaveCountAsync(2);
        await Expect(Page.Locator("#lost")).ToBeHiddenAsync();
        Assert.True(_asked.Count > 1);
    }

    [Fact]
    public async Task An_agent_that_went_away_meanwhile_is_waited_for()
    {
        await CutAsync("/dashboard/api.js", asked => asked == 1);
        await CutAsync("/", asked => asked == 2);
        await Page.GotoAsync(Agent.Url);

        await ExpectAllAsync();
        Assert.Equal(4, _asked.Count(path => path == "/"));
    }

    [Fact]
    public async Task A_file_that_does_not_come_is_said_with_a_way_to_try_again()
    {
        var isCut = true;
        await CutAsync("/dashboard/format.js", _ => isCut);
        await Page.GotoAsync(Agent.Url);

        var lost = Page.Locator("#lost");
        await Expect(lost).ToHaveTextAsync("A file of this page could not be loaded. Try again", new() { Timeout = Long });
        await ExpectAccessibleAsync();
        isCut = false;
        await Button("Try again").ClickAsync();

        await ExpectAllAsync();
        await Expect(lost).ToBeHiddenAsync();
    }

    // isCut: whether it gets no answer, the how manieth time.
    private async Task CutAsync(string path, Func<int, bool> isCut) => await Page.RouteAsync(
        url => new Uri(url).AbsolutePath == path,
        route =>
        {
            _asked.Enqueue(path);
            return isCut(_asked.Count(one => one == path)) ? route.AbortAsync("failed") : route.ContinueAsync();
        });
}
