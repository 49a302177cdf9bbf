namespace Actors.Contracts;

/// <summary>
/// Where the page and the API of an agent are for others. An agent that others reach says it in its AppVersion, behind its name, as
/// <c>;page=URL</c>; an agent of 0.1.0 skips that.
/// </summary>
public static class AgentPage
{
    /// <summary>The longest: it travels with the gossip.</summary>
    public const int Longest = 200;

    /// <summary>What it may be.</summary>
    public const string Rule = "an address such as https://ha-1.example.com/, with no user, no '?', '#' or ';'";

    private const string Key = "page=";

    /// <summary>The one spelling of an address; null where it may not be one. What a member says of itself is not to be trusted.</summary>
    /// <param name="text">What is given.</param>
    public static string? TryParse(string? text) =>
        text?.Length <= Longest
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url.UserInfo.Length + url.Query.Length + url.Fragment.Length == 0
        && url.Host.Length > 0
        && url.AbsoluteUri is { Length: <= Longest } written
        && !written.Contains(';', StringComparison.Ordinal)
            ? written
            : null;

    /// <summary>The field of an AppVersion that says it; empty for none.</summary>
    /// <param name="page">The address, as <see cref="TryParse"/> has it.</param>
    internal static string Field(string page) => page.Length == 0 ? "" : AppVersionText.Escaped(Key + page);

    /// <summary>What an AppVersion says of it; null where it says nothing, or nothing good.</summary>
    /// <param name="appVersion">The AppVersion of a member.</param>
    public static string? In(string appVersion) => TryParse(AppVersionText.Said(appVersion, Key));
}
