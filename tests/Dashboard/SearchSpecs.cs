namespace Actors.Dashboard;

public sealed class SearchSpecs(Browser browser) : DashboardPage(browser)
{
    private ILocator Names => Page.Locator(".rows tbody th");

    [Theory]
    [InlineData("web-2", "web-2")]
    [InlineData("state:down", "web-3")]
    [InlineData("STATE:Drain shop", "web-2")]
    [InlineData("zone:b", "web-2")]
    [InlineData("version:2.4 state:serving", "web-1")]
    [InlineData("override:state", "web-2")]
    [InlineData("address:8103", "web-3")]
    [InlineData("/shop/cart zone:b", "web-2")]
    [InlineData("nothing", "")]
    public async Task A_search_finds_by_words_and_fields_and_is_in_the_address(string query, string found)
    {
        SetTheScene();
        await OpenAsync();

        await Page.Locator("#search").FillAsync(query);

        await Expect(Names).ToHaveTextAsync(found.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        await Expect(Page.Locator("#no-services")).ToBeVisibleAsync(new() { Visible = found == "" });
        await Page.ReloadAsync();
        await Expect(Page.Locator("#search")).ToHaveValueAsync(query);
        await Expect(Names).ToHaveTextAsync(found.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_chip_shows_only_its_state_and_then_all_again()
    {
        SetTheScene();
        await OpenAsync();
        var chip = Page.Locator(".chip", new() { HasText = "down" });
        await Expect(chip).ToHaveTextAsync("down 1");

        await chip.ClickAsync();
        await Expect(Names).ToHaveTextAsync(["web-3"]);
        await Expect(Page.Locator("#search")).ToHaveValueAsync("state:down");
        await Expect(chip).ToHaveAttributeAsync("aria-pressed", "true");
        await chip.ClickAsync();

        await Expect(Names).ToHaveCountAsync(3);
        await Expect(Page.Locator("#search")).ToHaveValueAsync("");
    }

    [Theory]
    [InlineData("name", "web-1 web-2 web-3")]
    [InlineData("sessions", "web-3 web-2 web-1")]
    [InlineData("problems", "web-3 web-2 web-1")]
    public async Task Rows_are_sorted_as_it_is_chosen(string sort, string order)
    {
        SetTheScene();
        await OpenAsync();

        await Page.Locator("#sort").SelectOptionAsync(sort);

        await Expect(Names).ToHaveTextAsync(order.Split(' '));
    }

    [Fact]
    public async Task A_path_finds_the_service_that_answers_it_as_HAProxy_does()
    {
        await OpenAsync();

        var found = await Page.EvaluateAsync<string>(
            """
            async () => {
              const { answering } = await import('/dashboard/routes.js');
              const services = [
                { name: 'shop', routes: ['/shop', 'a.test/'] }, { name: 'cart', routes: ['/shop/cart', 'a.test/admin'] }, { name: 'web' },
              ];
              return ['/shop', '/shop/cart/1', '/shops', '/', 'a.test/', 'http://A.test:8080/admin?x', 'b.test/shop', 'a.test/administer']
                .map(path => answering(services, path)).join(' ');
            }
            """);
        Assert.Equal("shop cart   shop cart shop shop", found);

        await Page.Locator("#search").FillAsync("/elsewhere");
        await Expect(Page.Locator("#no-services")).ToContainTextAsync("No service has a route for it");
    }

    [Fact]
    public async Task What_the_list_and_the_changes_show_is_in_the_address()
    {
        SetTheScene();
        await OpenAsync();

        await Page.Locator("#sort").SelectOptionAsync("name");
        await Page.Locator("#history-filter").FillAsync("web-3 joined");
        await Expect(Page).ToHaveURLAsync($"{Agent.Url}/?sort=name&changes=web-3+joined");
        await Page.ReloadAsync();

        await Expect(Names).ToHaveTextAsync(["web-1", "web-2", "web-3"]);
        await Expect(Page.Locator("#sort")).ToHaveValueAsync("name");
        await Expect(Page.Locator("#timeline .trigger")).ToHaveTextAsync(["2 · web-3 joined"]);
    }

    [Fact]
    public async Task A_slash_goes_to_the_search()
    {
        await OpenAsync();

        await Page.Keyboard.PressAsync("/");

        await Expect(Page.Locator("#search")).ToBeFocusedAsync();
        await Expect(Page.Locator("#search")).ToHaveValueAsync("");
    }

    [Theory]
    [InlineData("#/nodes/web-3", "web-3")]
    [InlineData("#/changes/2", "Revision 2")]
    [InlineData("#/diff/1..2", "From revision 1 to 2")]
    public async Task An_address_opens_what_it_names(string address, string title)
    {
        await Page.GotoAsync($"{Agent.Url}/{address}");

        await Expect(Page.Locator("#drawer-title")).ToHaveTextAsync(title);
        await Button("Close").ClickAsync();
        await Expect(Page).ToHaveURLAsync($"{Agent.Url}/");
    }

    private void SetTheScene()
    {
        Agent.Nodes = [Scene.Node(1), Scene.Node(2, state: "Drain"), Scene.Node(3, haproxy: "DOWN")];
        Agent.Nodes[1]!["zone"] = "b";
        Agent.Nodes[1]!["order"] = Scene.Json(new { state = "Drain", by = "api", at = Scene.Now });
    }
}
