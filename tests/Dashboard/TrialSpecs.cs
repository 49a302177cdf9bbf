namespace Actors.Dashboard;

/// <summary>What a template would do.</summary>
public sealed class TrialSpecs(Browser browser) : DashboardPage(browser)
{
    private ILocator Sheet => Page.Locator("#drawer-body");

    [Fact]
    public async Task A_template_is_tried_and_shown_against_what_is_in_force()
    {
        Agent.Trial = template => Scene.Json(new
        {
            text = "# revision 12\nbackend shop\n    balance leastconn\n    server web-1 127.0.0.1:8101 check\n",
            verdict = template.Contains("balence", StringComparison.Ordinal) ? "[ALERT] unknown keyword 'balence'" : null,
            plan = new { by = "reload", what = "balance of shop", commands = Array.Empty<string>() },
            errors = (string?)null,
        });
        await OpenAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Try a template" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync($"{Agent.Url}/#/template/trial");

        await Button("Try it").ClickAsync();
        await Expect(Sheet).ToContainTextAsync("The template is empty");

        await Page.GetByLabel("The template").FillAsync("    balance leastconn");
        await Button("Try it").ClickAsync();
        await GiveTokenAsync();
        await Expect(Sheet).ToContainTextAsync("HAProxy takes it.");
        await Expect(Sheet).ToContainTextAsync("By a reload: balance of shop");
        await Expect(Sheet.Locator(".added")).ToHaveTextAsync(["+    balance leastconn"]);
        await Expect(Sheet.Locator(".removed")).ToHaveCountAsync(0);
        await ExpectAccessibleAsync();

        await Page.GetByLabel("The template").FillAsync("    balence leastconn");
        await Button("Try it").ClickAsync();
        await Expect(Sheet).ToContainTextAsync("HAProxy refuses it.");
        await Expect(Sheet).ToContainTextAsync("unknown keyword 'balence'");
        await Expect(Sheet).Not.ToContainTextAsync("By a reload");
        Assert.Empty(Agent.Posts);
    }
}
