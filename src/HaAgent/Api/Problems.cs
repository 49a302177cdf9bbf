using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.HaAgent.Api;

/// <summary>What went wrong, as RFC 9457 has it. Every detail names what was asked, and the remedy.</summary>
internal static class Problems
{
    public static ProblemHttpResult NoNode(string name, IEnumerable<string> there) =>
        Of(StatusCodes.Status404NotFound, ProblemTypes.UnknownNode, "There is no such node",
            $"No node is called '{name}'. There are: {Listed(there)}.");

    public static ProblemHttpResult NoService(string name, IEnumerable<string> there) =>
        Of(StatusCodes.Status404NotFound, ProblemTypes.UnknownService, "There is no such service",
            $"No service is called '{name}'. There are: {Listed(there)}.");

    public static ProblemHttpResult NoRevision(string revision) =>
        Of(StatusCodes.Status404NotFound, ProblemTypes.UnknownRevision, "There is no such revision",
            $"Revision '{revision}' is not in the history. GET /api/history lists what is.");

    public static ProblemHttpResult NotKept(long revision, string what) =>
        Of(StatusCodes.Status409Conflict, ProblemTypes.NotKept, "It is not kept",
            $"Revision {revision} has no {what}: it failed, is a command, or is too old. GET /api/history says which have one "
                + "(hasConfig).");

    public static ProblemHttpResult Conflict(string type, string title, string detail) =>
        Of(StatusCodes.Status409Conflict, type, title, detail);

    public static ProblemHttpResult BetweenSystems() =>
        Of(StatusCodes.Status503ServiceUnavailable, ProblemTypes.NotInCluster, "The agent is not in a cluster",
            "Its actor system starts again; HAProxy goes on meanwhile. Ask again in a few seconds.");

    /// <summary>An actor that is there and busy.</summary>
    /// <param name="what">Which.</param>
    /// <param name="remedy">What to do before another try.</param>
    public static ProblemHttpResult NoAnswer(string what, string remedy) =>
        Of(StatusCodes.Status503ServiceUnavailable, ProblemTypes.Busy, "The agent is busy",
            $"{what} has not answered in time; {remedy}. Ask again in a few seconds.");

    public static ValidationProblem BadTime(string field, string? text) =>
        BadField(field, $"'{text}' must be a time, such as 2026-03-14T09:26:53Z");

    public static ValidationProblem BadRevision(string field, string text) =>
        BadField(field, $"'{text}' must be a revision, a whole number");

    public static ValidationProblem BadField(string field, string why) =>
        TypedResults.ValidationProblem(
            new Dictionary<string, string[]> { [field] = [why] }, detail: $"{field}: {why}", title: "A field cannot be used",
            type: ProblemTypes.BadField);

    private static ProblemHttpResult Of(int status, string type, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: type);

    private static string Listed(IEnumerable<string> names)
    {
        const int Most = 20;
        var all = names.ToList();
        return all.Count == 0 ? "none" : Listing.Of(all, Most);
    }
}
