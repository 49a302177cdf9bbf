namespace Actors.Cli.Client;

/// <summary>An agent's refusal (RFC 9457).</summary>
internal sealed record Problem(string? Title, string? Detail, IReadOnlyDictionary<string, string[]>? Errors)
{
    /// <summary>In one sentence; null when it says nothing.</summary>
    public string? Sentence => (Title?.TrimEnd('.', ' '), Detail) switch
    {
        (null or "", null or "") => null,
        (null or "", var detail) => detail,
        (var title, null or "") => title + ".",
        var (title, detail) => detail.StartsWith(title, StringComparison.OrdinalIgnoreCase) ? detail : $"{title}: {detail}",
    };

    /// <summary>One line for each field that is wrong.</summary>
    public IEnumerable<string> Fields =>
        (Errors ?? new Dictionary<string, string[]>()).SelectMany(wrong => wrong.Value.Select(message => $"{wrong.Key}: {message}"));
}
