using System.Text.Json.Nodes;

namespace Actors.Dashboard;

/// <summary>What a template would do.</summary>
public sealed class TrialSpecs(Browser browser) : DashboardPage(browser)
{
    private ILocator Sheet => Page.Locator("#drawer-body");

    [Fact]
    public async Task A_template_is_tried_and_shown_against_what_is_in_force()
    {
        Agent.Trial = template => Task.FromResult(Answer(template));
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

    [Fact]
    public async Task An_answer_that_comes_late_replaces_none_of_a_later_trial()
    {
        var late = new TaskCompletionSource<JsonObject>();
        Agent.Trial = template =>
            template.Contains("balence", StringComparison.Ordinal) ? late.Task : Task.FromResult(Answer(template));
        await OpenAsync();
        await Page.GotoAsync($"{Agent.Url}/#/template/trial");
        await Page.EvaluateAsync($"sessionStorage.setItem('actors-api-token', '{FakeAgent.Token}')");
        await Page.GetByLabel("The template").FillAsync("    balence leastconn");
        await Button("Try it").ClickAsync();
        await Expect(Sheet).ToContainTextAsync("HAProxy is asked");
        await Page.GetByLabel("The template").FillAsync("    balance leastconn");
        await Button("Try it").ClickAsync();
        await Expect(Sheet).ToContainTextAsync("HAProxy takes it.");

        // It is compared with the configuration in force before it is shown.
        await Page.RunAndWaitForResponseAsync(
            () => Task.FromResult(late.TrySetResult(Answer("balence"))),
            answer => answer.Url.EndsWith("/config", StringComparison.Ordinal));
        await Page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");

        await Expect(Sheet).ToContainTextAsync("HAProxy takes it.");
        await Expect(Sheet).Not.ToContainTextAsync("HAProxy refuses it.");
    }

    [Fact]
    public async Task Who_chooses_no_file_keeps_what_was_pasted()
    {
        await OpenAsync();
        await Page.GotoAsync($"{Agent.Url}/#/template/trial");
        var (template, file) = (Page.GetByLabel("The template"), Page.GetByLabel("A file"));
        await file.SetInputFilesAsync(new FilePayload { Name = "a.sbn", MimeType = "text/plain", Buffer = "from a file"u8.ToArray() });
        await Expect(template).ToHaveValueAsync("from a file");
        await template.FillAsync("pasted");

        await file.SetInputFilesAsync(Array.Empty<FilePayload>());

        await Expect(template).ToHaveValueAsync("pasted");
    }

    private static JsonObject Answer(string template) => Scene.Json(new
    {
        text = "# revision 12\nbackend shop\n    balance leastconn\n    server web-1 127.0.0.1:8101 check\n",
        verdict = template.Contains("balence", StringComparison.Ordinal) ? "[ALERT] unknown keyword 'balence'" : null,
        plan = new { by = "reload", what = "balance of shop", commands = Array.Empty<string>() },
        errors = (string?)null,
    });
}
