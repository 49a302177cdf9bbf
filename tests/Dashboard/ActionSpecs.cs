namespace Actors.Dashboard;

public sealed class ActionSpecs(Browser browser) : DashboardPage(browser)
{
    private ILocator Figure => Page.Locator("#question-figure");

    [Fact]
    public async Task A_drain_says_what_it_costs_first_and_how_far_it_is_then()
    {
        await OpenAsync();

        await ActAsync("web-2", "Drain");
        await Expect(Figure).ToHaveTextAsync("shop: 3 → 2 serving");
        await Expect(Page.Locator("#question-text")).ToContainTextAsync("It finishes its 6 sessions");
        await ConfirmAsync();
        await GiveTokenAsync();

        await ExpectNoticeAsync("Draining web-2");
        Assert.Equal(["/api/nodes/web-2/drain"], Agent.Posts);
        await Expect(State("web-2")).ToHaveTextAsync("serving");

        Say(Scene.Node(2, state: "Drain", haproxy: "DRAIN"), "Drain");
        await Expect(State("web-2")).ToHaveTextAsync("draining");
        await ExpectNoticeAsync("Draining web-2: 6 sessions left");
    }

    [Fact]
    public async Task What_was_done_can_be_undone()
    {
        await OpenAsync();
        await ActAsync("web-2", "Drain");
        await ConfirmAsync();
        await GiveTokenAsync();
        await ExpectNoticeAsync("Draining web-2");

        await Button("Undo").ClickAsync();

        await ExpectNoticeAsync("web-2 is serving");
        Assert.Equal(["/api/nodes/web-2/drain", "/api/nodes/web-2/ready"], Agent.Posts);
    }

    [Fact]
    public async Task The_last_one_that_serves_is_a_grave_question_and_forced_once_it_is_answered()
    {
        Agent.Nodes = [Scene.Node(1), Scene.Node(2, haproxy: "DOWN")];
        await OpenAsync();

        await ActAsync("web-1", "Drain");
        await Expect(Figure).ToHaveTextAsync("shop: 1 → 0 serving");
        await Expect(Page.Locator("#question-text")).ToContainTextAsync("No other node of shop is serving: its clients get 503.");
        await Expect(Page.Locator("#question-dialog .main")).ToHaveClassAsync("main grave");
        await ConfirmAsync();
        await GiveTokenAsync();

        await ExpectNoticeAsync("Draining web-1");
        Assert.Equal(["/api/nodes/web-1/drain?force=true"], Agent.Posts);
    }

    [Fact]
    public async Task The_token_is_asked_for_once_and_stays_in_this_tab()
    {
        await OpenAsync();
        await ActAsync("web-2", "Drain");
        await ConfirmAsync();
        await GiveTokenAsync();
        await ExpectNoticeAsync("Draining web-2");

        await ActAsync("web-1", "Drain");
        await ConfirmAsync();

        await ExpectNoticeAsync("Draining web-1");
        Assert.Equal(0, await Page.EvaluateAsync<int>("localStorage.length"));
        Assert.Empty(await Page.Context.CookiesAsync());
    }

    [Fact]
    public async Task A_token_that_is_refused_is_asked_for_again()
    {
        await OpenAsync();
        await ActAsync("web-1", "Drain");
        await ConfirmAsync();
        await GiveTokenAsync("another");

        await Expect(Page.Locator("#token-why")).ToHaveTextAsync("The agent refused that token.");
        await GiveTokenAsync();

        await ExpectNoticeAsync("Draining web-1");
        Assert.Equal(1, Agent.Refused);
    }

    [Fact]
    public async Task Maintenance_that_is_not_wanted_after_all_is_not_sent()
    {
        await OpenAsync();

        await ActAsync("web-3", "Maintenance…");
        await Button("Cancel").ClickAsync();
        await Expect(Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        Assert.Empty(Agent.Posts);

        await ActAsync("web-3", "Maintenance…");
        await ConfirmAsync();
        await GiveTokenAsync();

        await ExpectNoticeAsync("web-3 goes into maintenance");
        Assert.Equal(["/api/nodes/web-3/maintenance"], Agent.Posts);
    }

    [Fact]
    public async Task What_the_agent_refuses_is_said_with_its_reason()
    {
        Agent.Answer = 409;
        await OpenAsync();
        await ActAsync("web-1", "Drain");
        await ConfirmAsync();
        await GiveTokenAsync();

        await ExpectNoticeAsync("Could not drain web-1: The test refuses it. Nothing was changed.");
        await Expect(Page.Locator("#notice p")).ToHaveClassAsync("bad");
        await Button("Dismiss").ClickAsync();
        await Expect(Page.Locator("#notice p")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_is_so_already_is_not_offered()
    {
        Say(Scene.Node(2, state: "Drain", haproxy: "DRAIN"), "Drain");
        await OpenAsync();

        await Button("Actions for web-2").ClickAsync();
        await Expect(Item("Drain")).ToBeDisabledAsync();
        await Expect(Item("Back in rotation")).ToBeEnabledAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Button("Actions for web-2")).ToBeFocusedAsync();
        await Button("Actions for web-1").ClickAsync();

        await Expect(Item("Drain")).ToBeEnabledAsync();
        await Expect(Item("Back in rotation")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task Freeze_and_reload_ask_first()
    {
        await OpenAsync();

        await Button("Freeze").ClickAsync();
        await ConfirmAsync();
        await GiveTokenAsync();
        await ExpectNoticeAsync("Membership frozen");
        await Button("Reload").ClickAsync();
        await ConfirmAsync();

        await ExpectNoticeAsync("Reload requested");
        Assert.Equal(["/api/freeze", "/api/reload"], Agent.Posts);
    }

    [Fact]
    public async Task A_weight_is_set_and_undone_and_zero_is_asked_about()
    {
        await OpenAsync();
        var weight = Page.Locator("#weight");
        var dialog = Page.Locator("#weight-dialog");

        await ActAsync("web-1", "Weight…");
        await weight.FillAsync("300");
        await dialog.Locator(".main").ClickAsync();
        Assert.False(await weight.EvaluateAsync<bool>("field => field.validity.valid"));
        await weight.FillAsync("30");
        await dialog.GetByLabel("Reason").FillAsync("slow disk");
        await dialog.Locator(".main").ClickAsync();
        await GiveTokenAsync();
        await ExpectNoticeAsync("web-1 has weight 30");
        await Button("Undo").ClickAsync();
        await ExpectNoticeAsync("web-1 has its own weight");

        await ActAsync("web-1", "Weight…");
        await weight.FillAsync("0");
        await dialog.GetByLabel("Reason").FillAsync("a new disk");
        await dialog.Locator(".main").ClickAsync();
        await Expect(Figure).ToHaveTextAsync("shop: 3 → 2 serving");
        await ConfirmAsync();

        await ExpectNoticeAsync("web-1 has weight 0");
        Assert.Equal(
            ["?reason=slow+disk {\"weight\":30}", " {\"weight\":null}", "?reason=a+new+disk {\"weight\":0}"],
            Agent.Posts.Select(post => post.Replace("/api/nodes/web-1/weight", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_name_of_who_operates_is_seen_and_changed()
    {
        await OpenAsync();
        await ActAsync("web-1", "Drain");
        await ConfirmAsync();
        await Page.GetByLabel("Your name, for the history (optional)").FillAsync("ann");
        await GiveTokenAsync();
        await ExpectNoticeAsync("Draining web-1");
        Agent.TellStatus();
        var name = Page.Locator("#my-name");
        await Expect(name).ToHaveValueAsync("ann");

        await name.FillAsync("bob");
        await name.BlurAsync();
        await ActAsync("web-2", "Drain");
        await ConfirmAsync();
        await ExpectNoticeAsync("Draining web-2");
        await name.FillAsync("");
        await name.BlurAsync();
        await ActAsync("web-3", "Drain");
        await ConfirmAsync();
        await ExpectNoticeAsync("Draining web-3");

        Assert.Equal(["ann", "bob", "page"], Agent.Users);
    }

    [Fact]
    public async Task The_keyboard_reaches_a_drain_and_Enter_gives_it()
    {
        await OpenAsync();
        await Page.EvaluateAsync($"sessionStorage.setItem('actors-api-token', '{FakeAgent.Token}')");

        var menu = Button("Actions for web-1");
        for (var press = 0; press < 40 && !await menu.EvaluateAsync<bool>("button => button === document.activeElement"); press++)
        {
            await Page.Keyboard.PressAsync("Tab");
        }

        await Expect(menu).ToBeFocusedAsync();
        Assert.NotEqual("none", await menu.EvaluateAsync<string>("button => getComputedStyle(button).outlineStyle"));
        await Page.Keyboard.PressAsync("Enter");
        await Page.Keyboard.PressAsync("ArrowDown");
        await Expect(Item("Drain")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Button("Cancel")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.PressAsync("Enter");

        await ExpectNoticeAsync("Draining web-1");
        Assert.Equal(["/api/nodes/web-1/drain"], Agent.Posts);
    }

    private ILocator Item(string name) => Page.GetByRole(AriaRole.Menuitem, new() { Name = name, Exact = true });

    /// <summary>web-2 is now this, by an override.</summary>
    private void Say(System.Text.Json.Nodes.JsonObject node, string state)
    {
        Agent.Nodes[1] = node;
        Agent.Nodes[1]!["order"] = Scene.Json(new { state, by = "api", at = Scene.Now });
        Agent.TellNodes();
    }
}
