using System.Text.Json.Nodes;

namespace Actors.Dashboard;

public sealed class ServicesSpecs(Browser browser) : DashboardPage(browser)
{
    private ILocator Shop => Page.Locator("[data-service=shop]");

    [Fact]
    public async Task A_service_says_how_it_is_what_reaches_it_and_how_many_serve()
    {
        var shop = Scene.Service("shop", [Scene.Node(1), Scene.Node(2), Scene.Node(3)]);
        shop["canary"] = Scene.Json(new { version = "2.5", share = 10 });
        Agent.Services = [shop];
        await OpenAsync();

        await Expect(Shop.Locator(".service-head .pill")).ToHaveTextAsync("healthy");
        await Expect(Shop.Locator(".service-head .serving")).ToHaveTextAsync("3 of 3 serving");
        await Expect(Shop.Locator(".routes")).ToHaveTextAsync("/shop");
        await Expect(Shop.Locator(".canary")).ToHaveTextAsync("canary: 10 % to version 2.5");
        await Expect(Page.Locator(".rows tbody th")).ToHaveTextAsync(["web-1", "web-2", "web-3"]);
    }

    [Fact]
    public async Task Problems_come_first_in_services_and_in_their_rows()
    {
        var other = Scene.Node(7);
        other["service"] = "admin";
        Agent.Nodes = [other, Scene.Node(1), Scene.Node(2, haproxy: "DOWN"), Scene.Node(3, state: "Drain")];
        await OpenAsync();

        await Expect(Page.Locator(".service h3")).ToHaveTextAsync(["shop", "admin"]);
        await Expect(Shop.Locator("tbody th")).ToHaveTextAsync(["web-2", "web-3", "web-1"]);
        await Expect(State("web-2")).ToHaveTextAsync("down");
        await Expect(Row("web-2")).ToHaveClassAsync("bad");
        await Expect(Row("web-2")).ToContainTextAsync("HAProxy's check fails: L4CON");
        await Expect(Shop).ToHaveClassAsync("service warn");
    }

    [Fact]
    public async Task A_node_appears_changes_and_goes_without_a_reload_of_the_page()
    {
        await OpenAsync();
        await Page.EvaluateAsync("window.stays = true");

        Agent.Nodes.Add(Scene.Node(4));
        Agent.TellNodes();
        await Expect(Row("web-4")).ToBeVisibleAsync();

        Agent.Nodes.RemoveAt(0);
        Agent.TellNodes();
        await Expect(Row("web-1")).ToHaveCountAsync(0);
        await Expect(Shop.Locator(".cell")).ToHaveCountAsync(3);
        Assert.True(await Page.EvaluateAsync<bool>("window.stays"));
    }

    [Fact]
    public async Task Counters_of_some_nodes_change_these_and_leave_the_others()
    {
        var at = Scene.Now;
        Agent.Clock = () => at;
        await OpenAsync();
        await Page.EvaluateAsync("document.querySelector('tr[data-node=web-1]').stays = true");

        at = at.AddSeconds(2);
        Agent.TellCounters(new Dictionary<string, long[]> { ["web-2"] = [9, 100, 12, 80_060, 3, 0, 0] });

        await Expect(Row("web-2").Locator("td[data-label=Sessions]")).ToHaveTextAsync("9");
        await Expect(Row("web-2").Locator("td[data-label='Requests/s']")).ToHaveTextAsync("30");
        await Expect(Row("web-2").Locator("td[data-label=Errors]")).ToHaveTextAsync("3");
        await Expect(Row("web-1").Locator("td[data-label=Sessions]")).ToHaveTextAsync("5");
        Assert.True(await Page.EvaluateAsync<bool>("document.querySelector('tr[data-node=web-1]').stays"));
    }

    [Fact]
    public async Task Rows_stand_still_under_the_pointer()
    {
        await OpenAsync();
        await Row("web-2").HoverAsync();

        Agent.Nodes[2] = Scene.Node(3, haproxy: "DOWN");
        Agent.TellNodes();
        await Expect(State("web-3")).ToHaveTextAsync("down");
        await Expect(Shop.Locator("tbody th")).ToHaveTextAsync(["web-1", "web-2", "web-3"]);

        await Page.Mouse.MoveAsync(2, 2);
        Agent.TellNodes();
        await Expect(Shop.Locator("tbody th")).ToHaveTextAsync(["web-3", "web-1", "web-2"]);
    }

    [Fact]
    public async Task A_note_that_comes_moves_no_row()
    {
        await OpenAsync();
        var before = await Row("web-3").BoundingBoxAsync();

        Agent.Status["frozen"] = Scene.Json(new { why = "3 of 4 nodes vanished", since = Scene.Now, held = Array.Empty<string>() });
        Agent.Status["lastFailure"] = Scene.Failure("Check", "unknown keyword", "Correct it.");
        Agent.Status["convergence"] = Scene.Json(new
        {
            summary = "",
            agents = Enumerable.Range(1, 3).Select(number => Scene.Agent($"ha-{number}", 11, lags: true, "a reload takes long")),
        });
        Agent.TellStatus();

        await Expect(Page.Locator("#notes li")).ToHaveCountAsync(2);
        await Expect(Page.Locator("#convergence")).ToContainTextAsync("3 of 3 agents behind");
        Assert.Equal(before!.Y, (await Row("web-3").BoundingBoxAsync())!.Y);
    }

    [Fact]
    public async Task A_service_is_closed_and_opened_and_its_map_stays()
    {
        await OpenAsync();

        await Button("shop").ClickAsync();
        await Expect(Page.Locator(".rows tbody tr")).ToHaveCountAsync(0);
        await Expect(Shop.Locator(".cell")).ToHaveCountAsync(3);
        await Button("shop").ClickAsync();

        await Expect(Page.Locator(".rows tbody tr")).ToHaveCountAsync(3);
        await Expect(Page).ToHaveURLAsync($"{Agent.Url}/#/services/shop");
    }

    [Fact]
    public async Task A_node_says_who_drained_it_when_and_why_and_a_service_whose_canary_it_has()
    {
        Agent.Clock = () => Scene.Now;
        Agent.Nodes[1] = Scene.Node(2, "Drain");
        Agent.Nodes[1]!["order"] = Scene.Json(
            new { state = "Drain", by = "ann", from = "10.0.0.7", reason = "its disk", at = Scene.Now.AddMinutes(-2) });
        var shop = Scene.Service("shop", [.. Agent.Nodes.Select(node => node!)]);
        shop["canary"] = Scene.Json(new { version = "2", share = 10 });
        shop["override"] = Scene.Json(new { by = "bob", at = Scene.Now });
        Agent.Services = [shop];
        await OpenAsync();

        await Expect(Shop.Locator(".canary")).ToContainTextAsync("canary: 10 % to version 2 by bob, ");
        await Shop.Locator(".cell").Nth(1).ClickAsync();

        await Expect(Page.Locator("#drawer-body")).ToContainTextAsync("Drain, by ann from 10.0.0.7: its disk");
        await Expect(Page.Locator("#drawer-body")).ToContainTextAsync("(2 min 00 s ago)");
    }

    [Fact]
    public async Task A_cell_has_the_state_and_opens_the_node()
    {
        Agent.Nodes[1] = Scene.Node(2, haproxy: "DOWN");
        await OpenAsync();

        await Expect(Shop.Locator(".cell").Nth(1)).ToHaveClassAsync("cell down");
        await Expect(Shop.Locator(".cell").Nth(1)).ToHaveAttributeAsync("aria-label", "web-2: down");
        await Shop.Locator(".cell").First.FocusAsync();
        await Page.Keyboard.PressAsync("ArrowRight");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.Locator("#drawer-title")).ToHaveTextAsync("web-2");
        await Expect(Page.Locator("#drawer-body")).ToContainTextAsync("HAProxy's check fails: L4CON");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Page.Locator("#drawer")).ToBeHiddenAsync();
        await Expect(Page).ToHaveURLAsync($"{Agent.Url}/");
    }

    [Fact]
    public async Task What_is_refused_or_left_out_is_shown_as_text()
    {
        const string Hostile = "<img src=x onerror=\"document.body.dataset.hit = 1\"><b>bold</b>";
        Agent.Nodes[0]!["effectiveWhy"] = Hostile;
        Agent.History.Insert(0, Scene.Change(3, Hostile));
        Agent.Status["rejected"]!.AsArray().Add(
            Scene.Json(new { name = "web-9", address = "akka.tcp://actors@127.0.0.1:27120#209761657", reason = Hostile }));
        Agent.Status["leftOut"] = new JsonArray(Scene.Json(new { part = "snippet frontend.cfg", why = Hostile }));
        await OpenAsync();

        await Expect(Row("web-1").Locator("td[data-label=Why]")).ToHaveTextAsync(Hostile);
        await Expect(Page.Locator("#timeline .trigger").First).ToHaveTextAsync($"3 · {Hostile}");
        await Expect(Page.Locator("#refused li")).ToHaveTextAsync($"refused web-9 127.0.0.1:27120: {Hostile}");
        await Expect(Page.Locator("#left-out li")).ToHaveTextAsync($"snippet frontend.cfg {Hostile}");
        await Expect(Page.Locator("img, b")).ToHaveCountAsync(0);
        Assert.Null(await Page.Locator("body").GetAttributeAsync("data-hit"));
    }
}
