using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Dev.Commands;

/// <summary>What <c>start</c>, <c>stop</c> and <c>kill</c> print with <c>--json</c>.</summary>
/// <param name="Node">The node.</param>
/// <param name="Result">started, running, stopped, killed or not-running.</param>
/// <param name="Message">The same for people.</param>
internal sealed record NodeDone(string Node, string Result, string Message);

/// <summary>What <c>down --json</c> prints.</summary>
/// <param name="Message">What is so.</param>
/// <param name="Ended">What was ended, in its order.</param>
internal sealed record DownDone(string Message, IReadOnlyList<NodeDone> Ended);

/// <summary>What <c>logs --json</c> prints; with <c>--follow</c> a document of one line for each.</summary>
/// <param name="Node">The node.</param>
/// <param name="Lines">The lines.</param>
internal sealed record LogLines(string Node, IReadOnlyList<string> Lines);

/// <summary>The documents of the local system's commands.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(NodeDone))]
[JsonSerializable(typeof(DownDone))]
[JsonSerializable(typeof(LogLines))]
internal sealed partial class DevJson : JsonSerializerContext
{
    /// <summary>Quotes stay quotes: nothing of it is put into a page.</summary>
    public static DevJson Readable { get; } =
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
