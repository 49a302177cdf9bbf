using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Actors.Dashboard;

/// <summary>A page in a browser. What goes wrong within it fails the test, and a failure says which requests failed.</summary>
[Collection(Browser.Name)]
public abstract class BrowserPage(Browser browser) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly ConcurrentQueue<string> _failed = new();
    private bool _isMissed;
    private string? _origin;

    protected IPage Page { get; private set; } = null!;

    /// <summary>Where everything that the page asks for has to come from.</summary>
    protected abstract string Origin { get; }

    public async Task InitializeAsync()
    {
        AppDomain.CurrentDomain.FirstChanceException += NoteMissed;
        await StartAsync();
        Watch(await browser.PageAsync());
        await NewPageAsync(1280, 900, ColorScheme.Light);
    }

    public async Task DisposeAsync()
    {
        AppDomain.CurrentDomain.FirstChanceException -= NoteMissed;
        await (Page is null ? Task.CompletedTask : browser.CloseAsync(Page));
        await EndAsync();
        Assert.Empty(_wrong);
        Assert.False(_isMissed && !_failed.IsEmpty, $"Requests that failed meanwhile:\n{string.Join('\n', _failed)}");
    }

    /// <summary>Starts who is shown.</summary>
    protected abstract Task StartAsync();

    /// <summary>Ends who was shown.</summary>
    protected abstract Task EndAsync();

    /// <summary>The page, in which nothing is loaded yet, with this size and these colours.</summary>
    protected async Task NewPageAsync(int width, int height, ColorScheme scheme, string? origin = null)
    {
        _origin = origin;
        await Page.SetViewportSizeAsync(width, height);
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
    }

    /// <summary>Takes a page in a window of its own, whose clock the test moves from there on.</summary>
    protected async Task TakeClockAsync(DateTimeOffset at)
    {
        await browser.CloseAsync(Page);
        Watch(await browser.PageAloneAsync());
        await NewPageAsync(1280, 900, ColorScheme.Light);
        await Page.Clock.InstallAsync(new() { TimeDate = at.UtcDateTime });
    }

    protected ILocator Row(string name) => Page.Locator($"tr[data-node={name}]");

    protected ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>The state of a node in its row.</summary>
    protected ILocator State(string name) => Row(name).Locator("td[data-label=State] .pill");

    /// <summary>Chooses an action from the menu of a node.</summary>
    protected async Task ActAsync(string name, string action)
    {
        await Button($"Actions for {name}").ClickAsync();
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = action, Exact = true }).ClickAsync();
    }

    /// <summary>Asserts that axe finds no violation of WCAG 2.2 AA.</summary>
    protected async Task ExpectAccessibleAsync()
    {
        var found = await Page.RunAxe(new AxeRunOptions
        {
            RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        });
        // As one text: a list is cut short where it is shown.
        Assert.Equal("", string.Join('\n', found.Violations.Select(one =>
            $"{one.Id}: {one.Help}: {string.Join(" | ", one.Nodes.Take(3).Select(node => node.Html))}")));
    }

    /// <summary>This is said of the last action.</summary>
    protected Task ExpectNoticeAsync(string text) => Expect(Page.Locator("#notice p > span")).ToHaveTextAsync(text);

    /// <summary>Says yes to the question that is asked.</summary>
    protected Task ConfirmAsync() => Page.Locator("#question-dialog .main").ClickAsync();

    /// <summary>Types the token into the dialog that asks for it.</summary>
    protected async Task GiveTokenAsync(string token)
    {
        await Page.GetByLabel("Token", new() { Exact = true }).FillAsync(token);
        await Button("Continue").ClickAsync();
    }

    private void Watch(IPage page)
    {
        Page = page;
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
            if (!request.Url.StartsWith(_origin ?? Origin, StringComparison.Ordinal))
            {
                _wrong.Enqueue($"It asks elsewhere: {request.Url}");
            }
        };
        Page.RequestFailed += (_, request) => _failed.Enqueue($"{request.Failure} {request.Url}");
        Page.Response += (_, answer) =>
        {
            if (answer.Status >= 400)
            {
                _failed.Enqueue($"{answer.Status} {answer.Url}");
            }
        };
    }

    // Tests run one at a time, so what is thrown is of this one.
    private void NoteMissed(object? sender, FirstChanceExceptionEventArgs thrown) =>
        _isMissed |= thrown.Exception is PlaywrightException or TimeoutException;
}
