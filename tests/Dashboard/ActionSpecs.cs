namespace Actors.Dashboard;

public sealed class ActionSpecs(Browser browser) : DashboardPage(browser)
{
    [Fact]
    public async Task Drain_is_sent_with_the_token_and_shown_when_the_agent_says_so()
    {
        await OpenAsync();

        await Button("Drain web-2").ClickAsync();
        await GiveTokenAsync();

        await Expect(Page.Locator("#notice")).ToHaveTextAsync("web-2: drain. Accepted.");
        Assert.Equal(["/api/nodes/web-2/drain"], Agent.Posts);
        await Expect(Row("web-2").Locator("td[data-label=State] .pill")).ToHaveTextAsync("Ready");

        Agent.Nodes[1] = Scene.Node(2, state: "Drain", haproxy: "DRAIN");
        Agent.Nodes[1]!["order"] = Scene.Json(new { state = "Drain", by = "api", at = Scene.Now });
        Agent.TellNodes();

        await Expect(Row("web-2").Locator("td[data-label=State] .pill")).ToHaveTextAsync("Drain");
        await Expect(Button("Drain web-2")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task The_token_is_asked_for_once_and_stays_in_this_tab()
    {
        await OpenAsync();
        await Button("Drain web-2").ClickAsync();
        await GiveTokenAsync();
        await Expect(Page.Locator("#notice")).ToContainTextAsync("drain. Accepted.");

        await Button("Ready web-2").ClickAsync();

        await Expect(Page.Locator("#notice")).ToHaveTextAsync("web-2: ready. Accepted.");
        Assert.Equal(["/api/nodes/web-2/drain", "/api/nodes/web-2/ready"], Agent.Posts);
        Assert.Equal(0, await Page.EvaluateAsync<int>("localStorage.length"));
        Assert.Empty(await Page.Context.CookiesAsync());
    }

    [Fact]
    public async Task A_token_that_is_refused_is_asked_for_again()
    {
        await OpenAsync();
        await Button("Drain web-1").ClickAsync();
        await GiveTokenAsync("another");

        await Expect(Page.Locator("#token-why")).ToHaveTextAsync("The agent refused that token.");
        await GiveTokenAsync();

        await Expect(Page.Locator("#notice")).ToHaveTextAsync("web-1: drain. Accepted.");
        Assert.Equal(1, Agent.Refused);
    }

    [Fact]
    public async Task Maintenance_asks_first()
    {
        await OpenAsync();

        await Button("Maintenance web-3").ClickAsync();
        await Button("Cancel").ClickAsync();
        await Expect(Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        Assert.Empty(Agent.Posts);

        await Button("Maintenance web-3").ClickAsync();
        await Button("Maintenance").ClickAsync();
        await GiveTokenAsync();

        await Expect(Page.Locator("#notice")).ToHaveTextAsync("web-3: maintenance. Accepted.");
        Assert.Equal(["/api/nodes/web-3/maintenance"], Agent.Posts);
    }

    [Fact]
    public async Task Freeze_and_reload_ask_first()
    {
        await OpenAsync();

        await Button("Freeze").ClickAsync();
        await ConfirmAsync();
        await GiveTokenAsync();
        await Expect(Page.Locator("#notice")).ToHaveTextAsync("Freeze. Accepted.");
        await Button("Reload").ClickAsync();
        await ConfirmAsync();

        await Expect(Page.Locator("#notice")).ToHaveTextAsync("Reload. Accepted.");
        Assert.Equal(["/api/freeze", "/api/reload"], Agent.Posts);
    }

    [Fact]
    public async Task A_weight_is_set_and_an_empty_one_taken_back()
    {
        await OpenAsync();
        var weight = Page.GetByLabel("Weight of web-1", new() { Exact = true });

        await weight.FillAsync("300");
        await Button("Set the weight of web-1").ClickAsync();
        Assert.False(await weight.EvaluateAsync<bool>("field => field.validity.valid"));

        await weight.FillAsync("30");
        await Button("Set the weight of web-1").ClickAsync();
        await GiveTokenAsync();
        await Expect(Page.Locator("#notice")).ToHaveTextAsync("web-1: weight 30. Accepted.");

        await weight.FillAsync("");
        await Button("Set the weight of web-1").ClickAsync();
        await Expect(Page.Locator("#notice")).ToHaveTextAsync("web-1: its own weight. Accepted.");
        Assert.Equal(["/api/nodes/web-1/weight {\"weight\":30}", "/api/nodes/web-1/weight {\"weight\":null}"], Agent.Posts);
    }

    [Fact]
    public async Task The_keyboard_reaches_drain_and_Enter_gives_it()
    {
        await OpenAsync();
        await Page.EvaluateAsync($"sessionStorage.setItem('actors-api-token', '{FakeAgent.Token}')");

        var drain = Button("Drain web-1");
        for (var press = 0; press < 30 && !await drain.EvaluateAsync<bool>("button => button === document.activeElement"); press++)
        {
            await Page.Keyboard.PressAsync("Tab");
        }

        await Expect(drain).ToBeFocusedAsync();
        Assert.NotEqual("none", await drain.EvaluateAsync<string>("button => getComputedStyle(button).outlineStyle"));
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.Locator("#notice")).ToHaveTextAsync("web-1: drain. Accepted.");
        Assert.Equal(["/api/nodes/web-1/drain"], Agent.Posts);
    }
}
