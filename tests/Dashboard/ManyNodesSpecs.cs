using System.Diagnostics;
using Xunit.Abstractions;

namespace Actors.Dashboard;

/// <summary>Five hundred nodes in six services.</summary>
public sealed class ManyNodesSpecs(Browser browser, ITestOutputHelper output) : DashboardPage(browser)
{
    private const int Many = 500;
    private const int MostElements = 3000;

    private static readonly string[] Services = ["admin", "api", "cart", "media", "search", "shop"];

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(1081, ColorScheme.Dark)]
    [InlineData(1920, ColorScheme.Light)]
    public async Task They_fit_the_screen_and_the_page_stays_small(int width, ColorScheme scheme)
    {
        SetTheScene();
        await NewPageAsync(width, 900, scheme);

        var watch = Stopwatch.StartNew();
        await OpenManyAsync();
        output.WriteLine($"{width} px: all cells after {watch.ElapsedMilliseconds} ms, {await ElementsAsync()} elements");

        Assert.InRange(await ElementsAsync(), Many, MostElements);
        Assert.True(await Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, "It is wider than the screen.");
        await ExpectAccessibleAsync();
    }

    [Fact]
    public async Task With_every_service_open_the_page_stays_small_and_each_row_is_a_page_away()
    {
        SetTheScene();
        await OpenManyAsync();
        foreach (var service in Services)
        {
            await Page.GotoAsync($"{Agent.Url}/#/services/{service}");
            await Expect(Page.Locator($"[data-service={service}] .open")).ToHaveAttributeAsync("aria-expanded", "true");
        }

        Assert.InRange(await ElementsAsync(), Many, MostElements);
        var shop = Page.Locator("[data-service=shop]");
        await Expect(shop.Locator(".pager span")).ToHaveTextAsync("1 to 13 of 83");
        await shop.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Expect(shop.Locator(".pager span")).ToHaveTextAsync("14 to 26 of 83");
    }

    [Fact]
    public async Task A_change_of_one_touches_what_shows_it_and_nothing_else()
    {
        SetTheScene();
        await OpenManyAsync();
        await Page.EvaluateAsync(
            """
            window.touched = new Set();
            new MutationObserver(all => all.forEach(one => {
              const element = one.target.nodeType === 1 ? one.target : one.target.parentElement;
              window.touched.add(element.closest('.cell, tr, .service, section')?.getAttribute('aria-label') ?? '');
            })).observe(document.querySelector('#services'), { subtree: true, childList: true, attributes: true, characterData: true });
            """);

        Agent.Tell("changed", Scene.Json(new { at = Agent.Clock(), nodes = new[] { Node(7, "DOWN") }, gone = Array.Empty<string>() }));

        await Expect(Page.Locator(".cell.down")).ToHaveCountAsync(2);
        var touched = await Page.EvaluateAsync<string[]>("[...window.touched].filter(label => label.includes(': '))");
        Assert.Equal(["web-7: down"], touched);
    }

    private Task<int> ElementsAsync() => Page.EvaluateAsync<int>("document.querySelectorAll('*').length");

    private async Task OpenManyAsync()
    {
        await Page.GotoAsync(Agent.Url);
        await Expect(Page.Locator(".cell")).ToHaveCountAsync(Many, new() { Timeout = 20_000 });
        await Expect(Page.Locator("#timeline .trigger")).Not.ToHaveCountAsync(0);
    }

    private static System.Text.Json.Nodes.JsonObject Node(int number, string haproxy = "UP")
    {
        var node = Scene.Node(number, haproxy: haproxy);
        node["service"] = Services[number % Services.Length];
        node["zone"] = "abc"[number % 3].ToString();
        return node;
    }

    private void SetTheScene()
    {
        Agent.Clock = () => Scene.Now;
        Agent.Nodes = new([.. Enumerable.Range(1, Many).Select(number => Node(number, number == 300 ? "DOWN" : "UP"))]);
        foreach (var number in Enumerable.Range(3, 60))
        {
            Agent.History.Insert(0, Scene.Change(number, $"web-{number} joined"));
        }
    }
}
