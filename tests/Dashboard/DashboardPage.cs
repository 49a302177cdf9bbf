using System.Collections.Concurrent;

namespace Actors.Dashboard;

/// <summary>The dashboard in a browser, beside the agent that it shows. What goes wrong within the page fails the test.</summary>
public abstract class DashboardPage(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _wrong = new();

    internal FakeAgent Agent { get; private set; } = null!;

    protected IPage Page { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Agent = await FakeAgent.StartAsync();
        await NewPageAsync(1280, 900, ColorScheme.Light);
    }

    public async Task DisposeAsync()
    {
        await Page.Context.CloseAsync();
        await Agent.DisposeAsync();
        Assert.Empty(_wrong);
    }

    protected async Task NewPageAsync(int width, int height, ColorScheme scheme)
    {
        if (Page is not null)
        {
            await Page.Context.CloseAsync();
        }

        Page = await browser.PageAsync(width, height, scheme);
        Page.PageError += (_, error) => _wrong.Enqueue(error);
        // That an agent does not answer is said there too; what the page makes of it is what tests look at.
        Page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _wrong.Enqueue(message.Text);
            }
        };
        Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Agent.Url, StringComparison.Ordinal))
            {
                _wrong.Enqueue($"It asks elsewhere: {request.Url}");
            }
        };
    }

    /// <summary>Opens the page, and waits until it shows what the agent told first.</summary>
    protected async Task OpenAsync()
    {
        await Page.GotoAsync(Agent.Url);
        await Expect(Page.Locator("#agent-name")).ToHaveTextAsync("ha-1");
        await Expect(Page.Locator("#nodes tbody tr")).ToHaveCountAsync(Agent.Nodes.Count);
    }

    protected ILocator Row(string name) => Page.Locator($"tr[data-node={name}]");

    protected ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Types the token into the dialog that asks for it.</summary>
    protected async Task GiveTokenAsync(string token = FakeAgent.Token)
    {
        await Page.GetByLabel("Token", new() { Exact = true }).FillAsync(token);
        await Button("Use it").ClickAsync();
    }
}
