using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Actors.Dashboard;

/// <summary>
/// What the page looks like on a busy day. With <c>ACTORS_SCREENSHOTS</c> naming a folder, its pictures are kept there:
/// those of docs/images are made so.
/// </summary>
public sealed class AppearanceSpecs(Browser browser) : DashboardPage(browser)
{
    private const string Variable = "ACTORS_SCREENSHOTS";

    /// <summary>Seconds between two events.</summary>
    private const int Step = 2;

    /// <summary>Bytes of a picture: who reads the README loads it.</summary>
    private const int LargestPicture = 150_000;

    // WCAG 2.2 AA for text of this size.
    private const double Contrast = 4.5;

    [Theory]
    [InlineData("desktop", 1280, 900, ColorScheme.Light)]
    [InlineData("phone", 390, 844, ColorScheme.Light)]
    [InlineData("dark", 1280, 900, ColorScheme.Dark)]
    public async Task It_fits_and_every_word_can_be_read(string name, int width, int height, ColorScheme scheme)
    {
        SetTheScene(hasFailed: name != "desktop");
        await NewPageAsync(width, height, scheme);
        await OpenAsync();
        await PlayTwoMinutesAsync();
        await Page.EvaluateAsync("scrollTo(0, 0)");

        await SaveAsync(name);
        await ExpectFineAsync(width);
    }

    [Theory]
    [InlineData("node", "#/nodes/web-4", ColorScheme.Light)]
    [InlineData("", "#/nodes/web-4", ColorScheme.Dark)]
    [InlineData("diff", "#/diff/11..12", ColorScheme.Light)]
    [InlineData("", "#/diff/11..12", ColorScheme.Dark)]
    public async Task The_sheet_at_the_side_can_be_read(string name, string address, ColorScheme scheme)
    {
        const int Width = 1180;
        SetTheScene(hasFailed: true);
        await NewPageAsync(Width, 840, scheme);
        await Page.GotoAsync($"{Agent.Url}/{address}");
        await Expect(Page.Locator("#drawer-body")).ToBeVisibleAsync();
        await Expect(Page.Locator("#drawer-body dd, #drawer-body .added")).Not.ToHaveCountAsync(0);

        await SaveAsync(name);
        await ExpectFineAsync(Width);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(768)]
    [InlineData(1024)]
    [InlineData(1081)]
    [InlineData(1280)]
    [InlineData(1920)]
    public async Task It_is_never_wider_than_the_screen(int width)
    {
        SetTheScene(hasFailed: true);
        Agent.Nodes[0]!["name"] = "web-5f8d7c9b6d-a-name-of-kubernetes-that-is-long-and-has-no-end-x7k2p";
        Agent.Nodes[1]!["haproxy"] = null;
        Agent.Nodes[2]!["effective"] = "Maintenance";
        Agent.Nodes[3]!["effective"] = "Unreachable";
        await NewPageAsync(width, 900, ColorScheme.Light);
        await OpenAsync();

        await ExpectFineAsync(width);
    }

    private async Task ExpectFineAsync(int width)
    {
        Assert.True(await Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, "It is wider than the screen.");
        Assert.Empty(await Page.EvaluateAsync<string[]>(FaintWords, Contrast));
        await ExpectAccessibleAsync();
        await ExpectDecidedAsync();
    }

    /// <summary>Asserts that axe leaves nothing of WCAG 2.2 AA undecided.</summary>
    private async Task ExpectDecidedAsync()
    {
        var found = await Page.RunAxe(new AxeRunOptions
        {
            RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        });
        Assert.Equal("", string.Join('\n', found.Incomplete.Select(one =>
            $"{one.Id}: {string.Join(" | ", one.Nodes.Take(3).Select(node => $"{node.Html} {node.Any.FirstOrDefault()?.Message}"))}")));
    }

    /// <summary>Texts whose colour is too near to the one behind them.</summary>
    private const string FaintWords =
        """
        least => {
          const brush = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
          const over = (colours) => {
            brush.clearRect(0, 0, 1, 1);
            for (const colour of colours) {
              brush.fillStyle = colour;
              brush.fillRect(0, 0, 1, 1);
            }
            return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3).map(part => part / 255);
          };
          const luminance = colour => colour
            .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
            .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
          const faint = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.parentElement;
            if (!node.data.trim() || !element.checkVisibility() || element.closest('title') || element.matches(':disabled, :disabled *')) {
              continue;
            }
            const behind = [];
            for (let at = element; at; at = at.parentElement) {
              behind.unshift(getComputedStyle(at).backgroundColor);
            }
            const style = getComputedStyle(element);
            const [a, b] = [over(behind), over([...behind, element instanceof SVGElement ? style.fill : style.color])].map(luminance);
            const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (contrast < least) {
              faint.push(`${contrast.toFixed(2)}: ${node.data.trim()}`);
            }
          }
          return faint;
        }
        """;

    private void SetTheScene(bool hasFailed)
    {
        Agent.Clock = () => Scene.Now;
        Agent.Traffic = Scene.Traffic(Scene.Now, 360, before => 310 + (60 * Math.Sin(before / 310.0)) + (18 * Math.Sin(before / 37.0)));
        var leaving = Scene.Node(3, state: "Drain", haproxy: "DRAIN");
        leaving["order"] = Scene.Json(new { state = "Drain", by = "api", at = Scene.Now.AddMinutes(-2) });
        leaving["haproxy"]!["sessions"] = 2;
        var down = Scene.Node(4, haproxy: "DOWN");
        down["why"] = "it answered 9 s ago";
        down["gossip"]!["reachable"] = false;
        down["haproxy"]!["checkStatus"] = "L4CON";
        down["haproxy"]!["errors"] = 37;
        down["haproxy"]!["sessions"] = 0;
        down["haproxy"]!["rate"] = 0;
        Agent.Nodes = [Scene.Node(1), Scene.Node(2), leaving, down];
        Agent.Cluster = Scene.Cluster("web-4");
        Agent.Status["rejected"] = new JsonArray(
            Scene.Json(
                new
                {
                    name = "web-7",
                    address = "127.0.0.1",
                    reason = "its service 'shop;admin' has characters other than a-z, 0-9 and -"
                }));
        Agent.Status["health"] = Scene.Json(new { state = "Degraded", text = "shop is degraded: 2 of 4 nodes serving, web-4 down" });
        Agent.Status["certificates"] = Scene.Json(new
        {
            folder = "/certs",
            serving = true,
            why = "",
            files = new[]
            {
                new
                {
                    file = "shop.pem",
                    state = "InUse",
                    reason = "",
                    names = new[] { "shop.example.com", "www.shop.example.com" },
                    notAfter = Scene.Now.AddDays(5),
                    endsSoon = true,
                },
            },
        });
        Agent.Status["lastFailure"] = !hasFailed
            ? null
            : Scene.Failure(
                "Check", "[ALERT] (4711) : config : parsing [haproxy.cfg.candidate:31] : unknown keyword 'balence' in 'backend' section",
                "Line 31 of the template. What ran before runs on.");
        Agent.History.Clear();
        foreach (var change in new[]
        {
            Scene.Change(12, "web-3 is drained by override", milliseconds: 6.2),
            Scene.Change(11, "web-4 joined", milliseconds: 38),
            Scene.Change(10, "the template changed", "reload", 184, "failed", "haproxy -c refused it"),
            Scene.Change(9, "web-2 came back", milliseconds: 11),
            Scene.Change(8, "web-2 left", milliseconds: 9),
            Scene.Change(7, "web-3 joined", milliseconds: 41),
            Scene.Change(1, "the agent started", "reload", 212),
        })
        {
            Agent.History.Add(change);
        }

        Agent.Difference =
            """
            --- revision 11
            +++ revision 12
            @@ -24,7 +24,7 @@ backend shop
                 option httpchk GET /health/ready
                 server web-1 127.0.0.1:8101 check weight 100
                 server web-2 127.0.0.1:8102 check weight 100
            -    server web-3 127.0.0.1:8103 check weight 100
            +    server web-3 127.0.0.1:8103 check weight 0
                 server web-4 127.0.0.1:8104 check weight 100

            """;
    }

    /// <summary>Two minutes of traffic, on the agent's clock.</summary>
    private async Task PlayTwoMinutesAsync()
    {
        var at = Scene.Now;
        Agent.Clock = () => at;
        var counters = new double[Agent.Nodes.Count];
        for (var second = 0; second <= 120; second += Step)
        {
            for (var index = 0; index < counters.Length; index++)
            {
                counters[index] += Step * Rate(index, second);
                var told = Agent.Nodes[index]!["haproxy"]!;
                told["requests"] = Math.Round(counters[index]);
                told["rate"] = Math.Round(Rate(index, second));
            }

            Agent.Nodes[3]!["haproxy"]!["errors"] = Math.Clamp((second - 84) * 3, 0, 37);
            Agent.Nodes[0]!["haproxy"]!["sessions"] = second;
            at = Scene.Now.AddSeconds(second);
            Agent.TellNodes();
        }

        // The last of them has been shown.
        await Expect(Row("web-1").Locator("td[data-label=Sessions]")).ToHaveTextAsync("120");
        await Expect(Page.Locator(".service .spark .curve")).ToHaveAttributeAsync("d", new Regex("^M.*L"));
    }

    private static double Rate(int node, int second) => node switch
    {
        2 => second < 70 ? 92 + (9 * Math.Sin(second / 4.0)) : Math.Max(0, 92 - (6 * (second - 70))),
        3 => second < 84 ? 88 + (8 * Math.Sin(second / 3.0)) : 0,
        _ => 90 + (10 * Math.Sin((second + (11 * node)) / 5.0)) + (second % (7 + node)) + (second < 84 ? 0 : 28),
    };

    /// <summary>Keeps a picture that documents show; one without a name is none of them.</summary>
    private async Task SaveAsync(string name)
    {
        if (name.Length > 0 && Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder)
        {
            var picture = await Page.ScreenshotAsync();
            Assert.InRange(picture.Length, 1, LargestPicture);
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, $"dashboard-{name}.png"), picture);
        }
    }
}
