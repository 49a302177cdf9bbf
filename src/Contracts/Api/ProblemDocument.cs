using System.Text.Json.Serialization;

namespace Actors.Contracts.Api;

/// <summary>Why a request is not carried out (RFC 9457).</summary>
/// <param name="Type">The kind of problem, one of <see cref="ProblemTypes"/> or what HTTP says of the status.</param>
/// <param name="Title">The kind of problem, the same each time.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Detail">What is wrong this time, with the value and the remedy.</param>
/// <param name="Errors">For fields that cannot be used: the name of each and what is wrong with it.</param>
public sealed record ProblemDocument(
    string? Type = null,
    string? Title = null,
    int? Status = null,
    string? Detail = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors = null)
{
    /// <summary>The media type of such an answer.</summary>
    public const string ContentType = "application/problem+json";
}
