using System.Text.Json.Nodes;
namespace Actors.Dashboard;

public sealed class NodesSpecs(Browser browser) : DashboardPage(browser)
{
    [Fact]
    public async Task Shows_three_nodes()
    {
        await OpenAsync();

        await Expect(Page.Locator("#nodes tbody th strong")).ToHaveTextAsync(["web-1", "web-2", "web-3"]);
        await Expect(Row("web-2")).ToContainTextAsync("UP");
        await Expect(Row("web-2").Locator("td[data-label='Rate/s']")).ToHaveTextAsync("44");
    }

    [Fact]
    public async Task A_fourth_appears_within_a_second_and_without_a_reload()
    {
        await OpenAsync();
        await Page.EvaluateAsync("window.stays = true");

        Agent.Nodes.Add(Scene.Node(4));
        Agent.TellNodes();

        await Expect(Row("web-4")).ToBeVisibleAsync(new() { Timeout = 1000 });
        Assert.True(await Page.EvaluateAsync<bool>("window.stays"));
    }

    [Fact]
    public async Task One_that_has_gone_disappears()
    {
        await OpenAsync();

        Agent.Nodes.RemoveAt(0);
        Agent.TellNodes();

        await Expect(Row("web-1")).ToHaveCountAsync(0);
        await Expect(Row("web-2")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task One_that_is_down_is_marked()
    {
        await OpenAsync();

        Agent.Nodes[1] = Scene.Node(2, haproxy: "DOWN");
        Agent.TellNodes();

        await Expect(Row("web-2").Locator(".pill.bad")).ToHaveTextAsync("DOWN");
        await Expect(Row("web-2")).ToHaveClassAsync("down");
        await Expect(Row("web-1")).Not.ToHaveClassAsync("down");
    }

    [Fact]
    public async Task What_is_not_known_is_never_shown_as_fine()
    {
        var node = Scene.Node(2);
        foreach (var field in new[] { "haproxy", "gossip", "state", "since", "weight", "version" })
        {
            node[field] = null;
        }

        Agent.Nodes[1] = node;
        Agent.Status["haproxy"] = null;
        Agent.Status["phase"] = "Wondering";
        Agent.Status["convergence"] = null;
        await OpenAsync();

        await Expect(Row("web-2").Locator(".pill")).ToHaveTextAsync(["unknown", "unknown", "unknown"]);
        await Expect(Row("web-2").Locator("td.number")).ToHaveTextAsync(["unknown", "unknown", "unknown", "unknown", "unknown"]);
        await Expect(Page.Locator("#haproxy-running, #haproxy-version, #reloads, #convergence"))
            .ToHaveTextAsync(["unknown", "unknown", "unknown", "unknown"]);
        await Expect(Row("web-2").Locator(".good")).ToHaveCountAsync(0);
        await Expect(Page.Locator("header .good, header .good-text")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_a_node_says_of_itself_is_text()
    {
        const string Hostile = "<img src=x onerror=\"document.body.dataset.hit = 1\"><b>bold</b>";
        Agent.Nodes[0]!["why"] = Hostile;
        Agent.History.Insert(0, Scene.Change(3, Hostile));
        Agent.Status["rejected"]!.AsArray().Add(Scene.Json(new { name = "web-9", address = "127.0.0.1", reason = Hostile }));
        Agent.Status["leftOut"] = new JsonArray(Scene.Json(new { part = "snippet frontend.cfg", why = Hostile }));
        await OpenAsync();

        await Expect(Row("web-1").Locator("td[data-label=State]")).ToContainTextAsync(Hostile);
        await Expect(Page.Locator("#history li").First).ToContainTextAsync(Hostile);
        await Expect(Page.Locator("#rejected li")).ToContainTextAsync(Hostile);
        await Expect(Page.Locator("#left-out li")).ToHaveTextAsync($"snippet frontend.cfg: {Hostile}");
        await Expect(Page.Locator("img, b")).ToHaveCountAsync(0);
        Assert.Null(await Page.Locator("body").GetAttributeAsync("data-hit"));
    }

    [Fact]
    public async Task A_row_that_has_the_focus_keeps_it_and_what_is_typed()
    {
        await OpenAsync();
        var weight = Page.GetByLabel("Weight of web-2", new() { Exact = true });
        await weight.FillAsync("17");

        Agent.Nodes.Insert(0, Scene.Node(0));
        Agent.TellNodes();

        await Expect(Row("web-0")).ToBeVisibleAsync();
        await Expect(weight).ToBeFocusedAsync();
        await Expect(weight).ToHaveValueAsync("17");
    }
}
