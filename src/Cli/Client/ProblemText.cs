using Actors.Contracts.Api;

namespace Actors.Cli.Client;

/// <summary>A refusal for people.</summary>
internal static class ProblemText
{
    /// <summary>In one sentence; null when it says nothing.</summary>
    public static string? Sentence(ProblemDocument problem) => (problem.Title?.TrimEnd('.', ' '), problem.Detail) switch
    {
        (null or "", null or "") => null,
        (null or "", var detail) => detail,
        (var title, null or "") => title + ".",
        var (title, detail) => detail.StartsWith(title, StringComparison.OrdinalIgnoreCase) ? detail : $"{title}: {detail}",
    };

    /// <summary>One line for each field that is wrong.</summary>
    public static IEnumerable<string> Fields(ProblemDocument problem) =>
        (problem.Errors ?? new Dictionary<string, string[]>()).SelectMany(
            wrong => wrong.Value.Select(message => $"{wrong.Key}: {message}"));
}
