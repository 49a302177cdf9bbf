using System.Diagnostics;
using Xunit.Abstractions;

namespace Actors.Dashboard;

/// <summary>
/// What the page costs with five hundred busy nodes, as figures of this machine: printed, since another one has others. Only what no
/// machine changes is asserted.
/// </summary>
[Trait("Tier", "Long")]
public sealed class FiguresSpecs(Browser browser, ITestOutputHelper output) : DashboardPage(browser)
{
    private const int Many = 500;
    private const int Seconds = 10;

    /// <summary>Nodes whose counters are in one event of a real agent (NodeDeltas).</summary>
    private const int MostCounters = 200;

    private static readonly string[] Services = ["admin", "api", "cart", "media", "search", "shop"];

    [Fact]
    public async Task Five_hundred_busy_nodes_in_figures()
    {
        Agent.Nodes = new([.. Enumerable.Range(1, Many).Select(Node)]);
        Agent.Traffic = Scene.Traffic(TimeProvider.System.GetUtcNow(), 360, _ => 120);
        await NewPageAsync(1280, 900, ColorScheme.Light);
        // The second visit, as an operator has it: the files are in the browser's cache.
        await Page.GotoAsync(Agent.Url);
        await Expect(Page.Locator(".cell")).ToHaveCountAsync(Many);
        var received = 0d;
        var devtools = await Page.Context.NewCDPSessionAsync(Page);
        await devtools.SendAsync("Network.enable");
        devtools.Event("Network.dataReceived").OnEvent += (_, told) => received += told!.Value.GetProperty("dataLength").GetDouble();

        await Page.AddInitScriptAsync(CellsShownAt);
        await Page.ReloadAsync();
        await Expect(Page.Locator(".cell")).ToHaveCountAsync(Many);
        var painted = await Page.EvaluateAsync<double>(
            "performance.getEntriesByName('first-contentful-paint')[0].startTime");
        var shown = await Page.EvaluateAsync<double>("window.cellsShownAt");
        var elements = await Page.EvaluateAsync<int>("document.querySelectorAll('*').length");

        received = 0;
        using var stop = new CancellationTokenSource();
        var watch = Stopwatch.StartNew();
        var busy = TellAsync(stop.Token);
        await Page.EvaluateAsync("document.querySelector('.open[aria-expanded=false]')?.click()");
        var frames = await Page.EvaluateAsync<double[]>(ScrolledFrames, Seconds * 1000);
        var perSecond = received / watch.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        await busy;

        Array.Sort(frames);
        output.WriteLine($"elements                {elements}");
        output.WriteLine($"first paint             {painted:0} ms; all cells {shown:0} ms after the navigation began");
        output.WriteLine(
            $"frames while scrolling  median {frames[frames.Length / 2]:0.0} ms, p95 {frames[frames.Length * 95 / 100]:0.0} ms");
        output.WriteLine($"received by the viewer  {perSecond / 1000:0.0} KB/s");
        Assert.InRange(elements, Many, 3000);
        Assert.InRange(perSecond, 1, 20_000);
    }

    private const string CellsShownAt =
        """
        new MutationObserver((_, observer) => {
          if (document.querySelectorAll('.cell').length >= 500) {
            observer.disconnect();
            requestAnimationFrame(() => { window.cellsShownAt = performance.now(); });
          }
        }).observe(document, { subtree: true, childList: true });
        """;

    /// <summary>The times between frames while the page scrolls down and up.</summary>
    private const string ScrolledFrames =
        """
        time => new Promise(resolve => {
          const frames = [];
          const begin = performance.now();
          let last = begin;
          let step = 12;
          const next = now => {
            frames.push(now - last);
            last = now;
            const before = scrollY;
            scrollBy(0, step);
            step = scrollY === before ? -step : step;
            if (now - begin < time) {
              requestAnimationFrame(next);
            } else {
              resolve(frames.slice(1));
            }
          };
          requestAnimationFrame(next);
        })
        """;

    /// <summary>Each second what a real agent tells of busy nodes.</summary>
    private async Task TellAsync(CancellationToken cancellationToken)
    {
        for (var second = 1; !cancellationToken.IsCancellationRequested; second++)
        {
            var counters = Enumerable.Range(0, MostCounters).ToDictionary(
                index => $"web-{1 + (((second * MostCounters) + index) % Many)}",
                index => new long[] { 12, 80_000 + second, 38, 80_000_000 + (38L * second), 0, 0, 0, 38 });
            Agent.TellCounters(counters);
            Agent.TellServices();
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static System.Text.Json.Nodes.JsonObject Node(int number)
    {
        var node = Scene.Node(number, haproxy: number == 300 ? "DOWN" : "UP");
        node["service"] = Services[number % Services.Length];
        node["zone"] = "abc"[number % 3].ToString();
        return node;
    }
}
