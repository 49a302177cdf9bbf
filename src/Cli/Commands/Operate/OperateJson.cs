using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Cli.Commands.Operate;

/// <summary>What <c>--json</c> prints where the agent's answer is empty.</summary>
/// <param name="Message">What the agent has taken.</param>
internal sealed record TakenReport(string Message);

/// <summary>What <c>diff --json</c> prints.</summary>
/// <param name="From">The one revision.</param>
/// <param name="To">The other.</param>
/// <param name="Diff">What differs, as a unified diff; empty for nothing.</param>
internal sealed record DiffReport(long From, long To, string Diff);

/// <summary>The documents that are this program's own and no agent's.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TakenReport))]
[JsonSerializable(typeof(DiffReport))]
internal sealed partial class OperateJson : JsonSerializerContext
{
    /// <summary>Quotes stay quotes: nothing of it is put into a page.</summary>
    public static OperateJson Readable { get; } =
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
