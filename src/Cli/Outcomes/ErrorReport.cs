using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Contracts.Api;

namespace Actors.Cli.Outcomes;

/// <summary>A failure, as the document that <c>--json</c> prints.</summary>
/// <param name="Error">The failure.</param>
internal sealed record ErrorReport(ErrorDetail Error)
{
    /// <summary>The failure in one line of JSON.</summary>
    public static string Json(CommandFailed failure) => JsonSerializer.Serialize(
        new ErrorReport(new ErrorDetail(
            failure.ExitCode, ExitCode.NameOf(failure.ExitCode), failure.Message, failure.Remedy, failure.Problem)),
        ErrorJson.Readable.ErrorReport);
}

/// <summary>What a failure says.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Kind">The exit code's name.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do about it, one line each.</param>
/// <param name="Problem">The agent's own refusal; missing where it is none.</param>
internal sealed record ErrorDetail(
    int ExitCode,
    string Kind,
    string Message,
    IReadOnlyList<string> Remedy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ProblemDocument? Problem);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ErrorReport))]
internal sealed partial class ErrorJson : JsonSerializerContext
{
    /// <summary>Quotes stay quotes: nothing of it is put into a page.</summary>
    public static ErrorJson Readable { get; } =
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
