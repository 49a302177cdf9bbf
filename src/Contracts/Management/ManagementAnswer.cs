using System.Net;

namespace Actors.Contracts.Management;

/// <summary>What a management port answers.</summary>
/// <param name="Status">The status.</param>
/// <param name="MediaType">Of the body; null where there is none.</param>
/// <param name="Body">The body, as it came.</param>
public sealed record ManagementAnswer(HttpStatusCode Status, string? MediaType, string Body)
{
    /// <summary>Whether the request was carried out.</summary>
    public bool IsGood => (int)Status is >= 200 and < 300;
}
