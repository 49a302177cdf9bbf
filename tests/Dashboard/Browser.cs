namespace Actors.Dashboard;

/// <summary>The system's Chromium, without a window, one for all tests. Playwright's own browsers are not downloaded.</summary>
[CollectionDefinition(Name)]
public sealed class Browser : IAsyncLifetime, ICollectionFixture<Browser>
{
    public const string Name = "browser";

    /// <summary>Path of a browser, for who has it elsewhere.</summary>
    private const string Variable = "ACTORS_CHROMIUM";

    /// <summary>Milliseconds until what is expected of a page has failed: beside busy processors one took 5 s to load.</summary>
    private const float Patience = 20_000;

    private static readonly string[] Arguments = ["--no-sandbox"];
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _chromium;
    private IBrowserContext? _window;

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Find(), Args = Arguments });
        _window = await _chromium.NewContextAsync();
        // A window closes with its last page, and the next one costs more than what most tests look at.
        await _window.NewPageAsync();
    }

    public async Task DisposeAsync()
    {
        await (_chromium?.CloseAsync() ?? Task.CompletedTask);
        _playwright?.Dispose();
    }

    /// <summary>A page of the window that all share. Session storage is its own, all other that of its origin, which has a port.</summary>
    public Task<IPage> PageAsync() => _window!.NewPageAsync();

    /// <summary>A page in a window of its own, whose clock moves for that page alone.</summary>
    public async Task<IPage> PageAloneAsync() => await (await _chromium!.NewContextAsync()).NewPageAsync();

    /// <summary>Closes it, with the window that is its own.</summary>
    public Task CloseAsync(IPage page) => page.Context == _window ? page.CloseAsync() : page.Context.CloseAsync();

    private static string Find() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
            ? given
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
                .Append("/usr/bin")
                .SelectMany(folder => Names, Path.Combine)
                .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                "These tests need a Chromium: apt-get install chromium (./actors test does that), or name one by the variable "
                    + $"{Variable}.");
}
