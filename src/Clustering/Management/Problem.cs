using Actors.Contracts.Api;
using Microsoft.AspNetCore.Http;

namespace Actors.Clustering.Management;

/// <summary>How the management port says that something is wrong (RFC 9457).</summary>
public static class Problem
{
    /// <summary>Answers with a problem.</summary>
    /// <param name="http">The request.</param>
    /// <param name="status">The status of the answer, 4xx or 5xx.</param>
    /// <param name="type">What kind of problem it is, one of <see cref="ProblemTypes"/>.</param>
    /// <param name="title">The same for people.</param>
    /// <param name="detail">What is wrong this time, with the value and the remedy.</param>
    /// <param name="errors">For bad fields: the field's name and what is wrong with it.</param>
    public static Task WriteAsync(
        HttpContext http, int status, string type, string title, string detail, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(
            new ProblemDocument(type, title, status, detail, errors), ContractJson.Readable.ProblemDocument,
            ProblemDocument.ContentType, http.RequestAborted);
    }

    /// <summary>Answers 400 for one field.</summary>
    public static Task WriteBadFieldAsync(HttpContext http, string field, string detail) => WriteAsync(
        http, StatusCodes.Status400BadRequest, ProblemTypes.BadField, "A field cannot be used", detail,
        new Dictionary<string, string[]> { [field] = [detail] });
}
