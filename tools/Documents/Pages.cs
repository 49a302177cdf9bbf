using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Actors.Documents;

/// <summary>A page that is made of the programs.</summary>
/// <param name="Path">Where it is, from the repository's root.</param>
/// <param name="Text">What it has to say.</param>
internal sealed record MadePage(string Path, string Text);

/// <summary>The pages that are made of the programs.</summary>
internal static partial class Pages
{
    public const string Settings = "docs/settings.md";
    public const string OpenApi = "docs/openapi.json";
    public const string Api = "docs/api.md";

    /// <param name="root">The repository.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<MadePage>> MakeAsync(string root, CancellationToken cancellationToken)
    {
        var openApi = await AgentDocument.MakeAsync(cancellationToken);
        var settings = await File.ReadAllTextAsync(Path.Combine(root, Settings), cancellationToken);
        return
        [
            new MadePage(Settings, SettingsPage.With(settings, SettingShapes.All(), ReleaseOf(root))),
            new MadePage(OpenApi, openApi),
            new MadePage(Api, ApiPage.Of(JsonNode.Parse(openApi)!)),
        ];
    }

    // The one that is being made (docs/releasing.md).
    private static string ReleaseOf(string root) =>
        Release().Match(File.ReadAllText(Path.Combine(root, "Directory.Build.props"))).Groups[1].Value + ".0";

    [GeneratedRegex(@"<MinVerMinimumMajorMinor>(\d+\.\d+)<", RegexOptions.CultureInvariant)]
    private static partial Regex Release();
}
