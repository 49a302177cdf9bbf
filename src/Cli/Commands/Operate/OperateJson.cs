using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary>What <c>--json</c> prints where the agent's answer is empty.</summary>
/// <param name="Message">What the agent has taken.</param>
internal sealed record TakenReport(string Message);

/// <summary>What <c>diff --json</c> prints.</summary>
/// <param name="From">The one revision.</param>
/// <param name="To">The other.</param>
/// <param name="Diff">What differs, as a unified diff; empty for nothing.</param>
internal sealed record DiffReport(long From, long To, string Diff);

/// <summary>What <c>--wait --json</c> prints.</summary>
/// <param name="Message">What is so.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record WaitReport(string Message, double Seconds);

/// <summary>What commands print about nodes, where there are several, or <c>--wait</c>.</summary>
/// <param name="Results">One for each node.</param>
internal sealed record NodeResults(IReadOnlyList<NodeResult> Results);

/// <summary>What has become of an override of a node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Done">Whether it was taken, and with <c>--wait</c> whether it is so.</param>
/// <param name="Message">The same for people.</param>
internal sealed record NodeResult(string Node, bool Done, string Message)
{
    /// <summary>Its sessions at last; null where it was not waited for.</summary>
    public int? Sessions { get; init; }

    /// <summary>How long it took; null where it was not waited for.</summary>
    public double? Seconds { get; init; }

    /// <summary>The agent's refusal; null for none.</summary>
    public ProblemDocument? Problem { get; init; }
}

/// <summary>What <c>wait --json</c> prints.</summary>
/// <param name="Service">The service.</param>
/// <param name="Version">The version; null for any.</param>
/// <param name="Wanted">How many nodes must serve.</param>
/// <param name="Serving">How many do.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record ServingReport(string Service, string? Version, int Wanted, int Serving, double Seconds);

/// <summary>What <c>dashboard --json</c> prints.</summary>
/// <param name="Url">The page's address.</param>
/// <param name="TokenFile">A file with the token that it asks for; null where none is known.</param>
/// <param name="Opened">Whether a browser was started with it.</param>
internal sealed record DashboardReport(Uri Url, string? TokenFile, bool Opened);

/// <summary>The documents that are this program's own and no agent's.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TakenReport))]
[JsonSerializable(typeof(DiffReport))]
[JsonSerializable(typeof(WaitReport))]
[JsonSerializable(typeof(NodeResults))]
[JsonSerializable(typeof(ServingReport))]
[JsonSerializable(typeof(DashboardReport))]
internal sealed partial class OperateJson : JsonSerializerContext
{
    /// <summary>Quotes stay quotes: nothing of it is put into a page.</summary>
    public static OperateJson Readable { get; } =
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
