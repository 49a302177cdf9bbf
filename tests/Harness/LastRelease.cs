using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;

namespace Actors.Harness;

/// <summary>
/// The last release, with which this one has to get on: its programs, built once from the repository's own history
/// (tests/last-release.sh), and what it has sent and written (tests/Releases).
/// </summary>
public static class LastRelease
{
    private const string Version = "0.1.0";
    private static readonly Lazy<Task<string>> Built = new(BuildAsync);

    /// <summary>The folder of its programs. Waits for a build that is under way.</summary>
    /// <exception cref="InvalidOperationException">They cannot be had; with what the script says.</exception>
    public static Task<string> ProgramsAsync() => Built.Value;

    /// <summary>A file of what it has sent or written.</summary>
    public static string PathOf(params string[] parts) => Repository.PathOf(["tests", "Releases", Version, .. parts]);

    /// <summary>
    /// The first field of what it has written that this release does not write, or writes otherwise; empty for none. Fields may be added.
    /// </summary>
    public static string Missing(JsonNode theirs, JsonNode? ours) => (theirs, ours) switch
    {
        (JsonObject before, JsonObject now) => before
            .Select(field =>
                now.TryGetPropertyValue(field.Key, out var value) ? Missing(field, value) : $"{field.Key} of {theirs} in {ours}")
            .FirstOrDefault(missing => missing.Length > 0, ""),
        (JsonArray before, JsonArray now) when before.Count == now.Count => before
            .Select((one, index) => one is null ? "" : Missing(one, now[index])).FirstOrDefault(missing => missing.Length > 0, ""),
        _ => JsonNode.DeepEquals(theirs, ours) ? "" : $"{theirs.ToJsonString()} is {ours?.ToJsonString()}",
    };

    private static string Missing(KeyValuePair<string, JsonNode?> field, JsonNode? ours) =>
        field.Value is { } theirs ? Missing(theirs, ours) : ours is null ? "" : $"{field.Key} is {ours.ToJsonString()}";

    private static async Task<string> BuildAsync()
    {
        var result = await Cli.Wrap("bash").WithArguments([Repository.PathOf("tests", "last-release.sh")])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        return result.IsSuccess ? result.StandardOutput.Trim() : throw new InvalidOperationException(result.StandardError.Trim());
    }
}
