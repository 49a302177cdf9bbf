using System.Text.RegularExpressions;

namespace Actors.Dashboard;

/// <summary>The last hour, which the agent keeps.</summary>
public sealed class TrafficSpecs(Browser browser) : DashboardPage(browser)
{
    [Fact]
    public async Task A_page_that_is_loaded_again_has_the_whole_hour_at_once()
    {
        var now = TimeProvider.System.GetUtcNow();
        Agent.Traffic = Scene.Traffic(now, 360, _ => 120);
        await OpenAsync();
        await Page.ReloadAsync();
        await ExpectAllAsync();

        await Expect(Page.Locator("[data-service=shop] .spark .curve")).ToHaveAttributeAsync("d", new Regex("^M.*L"));
        await Expect(Page.Locator("#traffic")).ToContainTextAsync("ms average response");
        Assert.All(Agent.TrafficAsked.Take(2), Assert.Empty);

        await Page.Locator("#traffic").ClickAsync();
        await Expect(Page.Locator("#drawer-title")).ToHaveTextAsync("Traffic of the last hour");
        await Expect(Page.Locator("#drawer-body")).ToContainTextAsync("Now 120, highest 120");
        await Expect(Page.Locator("#drawer-body")).ToContainTextAsync("last 1,024 requests");
        await ExpectAccessibleAsync();
    }

    [Fact]
    public async Task Another_agent_is_a_link_to_its_page_where_it_announces_one_that_can_be_one()
    {
        var members = Agent.Cluster["members"]!.AsArray();
        members[0]!["page"] = "http://10.0.0.1:9000/";
        members[1]!["page"] = "http://10.0.0.2:9000/";
        members[2]!["page"] = "javascript:alert(1)";
        await OpenAsync();

        await Expect(Page.Locator("tr[data-member=ha-2] a")).ToHaveAttributeAsync("href", "http://10.0.0.2:9000/");
        await Expect(Page.Locator("tr[data-member=ha-1] a, tr[data-member=seed-1] a")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_refused_node_has_its_state_and_is_found_by_it()
    {
        Agent.Status["rejected"]!.AsArray().Add(Scene.Json(new { name = "web-9", address = "127.0.0.1:27120", reason = "no port" }));
        await OpenAsync();

        await Expect(Page.Locator("#refused .pill.bad")).ToHaveTextAsync("refused");
        await Page.Locator(".chip", new() { HasText = "refused" }).ClickAsync();

        await Expect(Page.Locator("#refused li")).ToHaveCountAsync(1);
        await Expect(Page.Locator("#no-services")).ToBeHiddenAsync();
        await Expect(Page.Locator(".rows tbody tr")).ToHaveCountAsync(0);
    }
}
