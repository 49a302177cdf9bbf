namespace Actors.Cli.Client;

/// <summary>One entry of <c>GET /api/history</c>.</summary>
internal sealed record ChangeAnswer(
    long? Revision,
    string? Trigger,
    string? By,
    string? What,
    IReadOnlyList<string?>? Commands,
    double? Milliseconds,
    DateTimeOffset? At,
    string? Result,
    string? Failure,
    bool? HasConfig);
