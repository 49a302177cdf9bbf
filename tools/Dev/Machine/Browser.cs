namespace Actors.Dev.Machine;

/// <summary>The browser in which tests look at the dashboard.</summary>
internal static class Browser
{
    /// <summary>Where tests find its path.</summary>
    public const string Variable = "ACTORS_CHROMIUM";

    /// <summary>The package that has it.</summary>
    public const string Package = "chromium";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>The one that the user names, or the first of the system's; null where there is none.</summary>
    public static string? Find() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
        ? given
        : Names.Select(Programs.Find).FirstOrDefault(path => path is not null);
}
