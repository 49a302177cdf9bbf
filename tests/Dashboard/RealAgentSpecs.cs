using System.Text.RegularExpressions;

namespace Actors.Dashboard;

/// <summary>The dashboard of a real agent, with a real HAProxy and real nodes.</summary>
public sealed partial class RealAgentSpecs(Browser browser) : BrowserPage(browser)
{
    private static readonly LocatorAssertionsToHaveCountOptions Patiently = new() { Timeout = 20_000 };
    private readonly LocalSystem _system = LocalSystem.Alone(Environment.GetEnvironmentVariable("ACTORS_HAPROXY_NEWER"));
    private readonly int _port = Ports.Free();
    private NodeProcess _agent = null!;
    private NodeProcess[] _webs = [];

    protected override string Origin => $"http://127.0.0.1:{_agent.ManagementPort}/";

    private string Beyond => $"http://127.0.0.1:{_port}/";

    [Fact]
    public async Task Three_nodes_are_shown_a_fourth_once_it_is_served_and_a_killed_one_is_marked()
    {
        await OpenAsync();
        await Page.EvaluateAsync("window.stays = true");

        _system.StartWeb(4);
        await Eventually.BecomesAsync(
            "web-4 serves", _system.Tail, async () => (await _system.GetAsync() is { Host: "web-4" }, ""),
            every: TimeSpan.FromMilliseconds(5));

        await Expect(Row("web-4")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(State("web-4")).ToHaveTextAsync("serving", new() { Timeout = 20_000 });
        await Expect(Page.Locator("#timeline .trigger").First).ToContainTextAsync("web-4");
        await Expect(Page.Locator("#health")).ToHaveClassAsync("health good", new() { Timeout = 20_000 });

        await _webs[1].KillAsync();

        await Expect(Row("web-2").Locator(".pill.bad")).ToHaveTextAsync(NotServing(), new() { Timeout = 20_000 });
        await Expect(Row("web-1").Locator(".pill.bad")).ToHaveCountAsync(0);
        await Expect(Row("web-2")).ToHaveCountAsync(0, Patiently);
        Assert.True(await Page.EvaluateAsync<bool>("window.stays"));
    }

    [Fact]
    public async Task A_template_that_HAProxy_refuses_is_shown_with_what_it_said()
    {
        await OpenAsync();
        await File.WriteAllTextAsync(
            _system.TemplatePath, (await TemplateAsync()).Replace("balance ", "balence ", StringComparison.Ordinal));

        await Page.GetByRole(AriaRole.Link, new() { Name = "Template refused" }).ClickAsync(new() { Timeout = 20_000 });
        await Expect(Page.Locator("#drawer-body pre")).ToContainTextAsync("unknown keyword 'balence'", new() { Timeout = 20_000 });
        Assert.Equal(200, (await _system.GetAsync()).Status);
        await File.WriteAllTextAsync(_system.TemplatePath, await TemplateAsync());
        await Expect(Page.Locator("#notes li")).ToHaveCountAsync(0, Patiently);
    }

    [Fact]
    public async Task An_agent_that_dies_is_a_lost_connection_until_the_next_one()
    {
        await OpenAsync();

        await _agent.KillAsync();

        await Expect(Page.Locator("#lost")).ToContainTextAsync("Connection lost since");
        await Expect(Page.Locator("body")).ToHaveClassAsync("stale");
        _agent = _system.StartAgain("ha-1");
        await Expect(Page.Locator("#lost")).ToBeHiddenAsync(new() { Timeout = 20_000 });
        await Expect(Page.Locator(".rows tbody tr")).ToHaveCountAsync(3, Patiently);
    }

    [Fact]
    public async Task Beyond_the_machine_it_is_the_same_page_once_it_has_the_token()
    {
        await NewPageAsync(1280, 900, ColorScheme.Light, Beyond);
        await Page.GotoAsync(Beyond);

        await GiveTokenAsync(_system.TokenOf("ha-1"));

        await Expect(Page.Locator(".rows tbody th")).ToHaveTextAsync(["web-1", "web-2", "web-3"]);
        await Expect(Page.Locator("#agents tbody strong")).ToHaveTextAsync(["ha-1", "seed-1"]);
        await Expect(Page.Locator("#timeline .trigger")).Not.ToHaveCountAsync(0);
    }

    protected override async Task StartAsync()
    {
        await File.WriteAllTextAsync(_system.TemplatePath, await TemplateAsync());
        _system.StartSeed();
        _agent = _system.StartHa($"--Api:Bind=127.0.0.1:{_port}", $"--HaProxy:TemplatePath={_system.TemplatePath}");
        _webs = [_system.StartWeb(1), _system.StartWeb(2), _system.StartWeb(3)];
        await _system.UntilServedByAsync(1, 2, 3);
    }

    protected override async Task EndAsync() => await _system.DisposeAsync();

    private static Task<string> TemplateAsync() => File.ReadAllTextAsync(Repository.EmbeddedTemplate);

    [GeneratedRegex("^(down|unreachable)$")]
    private static partial Regex NotServing();

    private async Task OpenAsync()
    {
        await Page.GotoAsync(Origin);
        await Expect(Page.Locator(".rows tbody th")).ToHaveTextAsync(["web-1", "web-2", "web-3"]);
        await Expect(Page.Locator(".rows .pill.good")).ToHaveCountAsync(3, Patiently);
    }
}
