namespace Actors.Cli.Client;

/// <summary>The address of an agent's management port, as people write it.</summary>
internal static class AgentUrl
{
    /// <summary>The address, ending in a slash so that paths can be put behind it; null when it is none.</summary>
    public static Uri? Parse(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url is { Query: "", Fragment: "", UserInfo: "" }
            ? url
            : null;

    /// <summary>What is wrong with one that <see cref="Parse"/> does not take.</summary>
    /// <param name="name">Where it was written.</param>
    /// <param name="text">What was written.</param>
    public static string Fault(string name, string text) => $"{name} must be an address such as http://127.0.0.1:8090, not '{text}'.";
}
