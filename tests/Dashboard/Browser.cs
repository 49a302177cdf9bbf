namespace Actors.Dashboard;

/// <summary>The system's Chromium, without a window. Playwright's own browsers are not downloaded.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>Path of a browser, for who has it elsewhere.</summary>
    private const string Variable = "ACTORS_CHROMIUM";

    /// <summary>Milliseconds until what is expected of a page has failed: beside busy processors one took 5 s to load.</summary>
    private const float Patience = 20_000;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Find(), Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        await (_chromium?.CloseAsync() ?? Task.CompletedTask);
        _playwright?.Dispose();
    }

    /// <summary>A page with storage of its own.</summary>
    public async Task<IPage> PageAsync(int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _chromium!.NewContextAsync(
            new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });
        return await context.NewPageAsync();
    }

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
