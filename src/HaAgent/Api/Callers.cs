using System.Net;
using Actors.Contracts.Management;
using Actors.HaAgent.Events;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.HaAgent.Api;

/// <summary>
/// Who asks for an override or a command (docs/adr/0056). Only what has the token gets here, and it is believed what it calls itself.
/// </summary>
internal static class Callers
{
    /// <summary>The name of a caller that gives none.</summary>
    private const string Unnamed = "api";
    private const int LongestName = 64;

    /// <summary>The caller of a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="reason">Why, as the caller says; null or empty for no reason.</param>
    /// <returns>The caller, or the answer where it names itself or its reason badly.</returns>
    public static (Author Author, ValidationProblem? Problem) Read(HttpContext http, string? reason)
    {
        var name = http.Request.Headers[ManagementClient.UserHeader].ToString().Trim();
        var author = new Author(name.Length == 0 ? Unnamed : name)
        {
            From = AddressOf(http.Connection.RemoteIpAddress),
            Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(),
        };
        return (author, name.Length > LongestName || name.Any(c => c is < ' ' or > '~')
            ? Problems.BadField(
                ManagementClient.UserHeader, $"must be 1 to {LongestName} visible ASCII characters, and has {name.Length} characters")
            : author.Fault is { } fault ? Problems.BadField(fault.Field, fault.Why) : null);
    }

    private static string? AddressOf(IPAddress? address) =>
        address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4().ToString() : address?.ToString();
}

/// <summary>A request for an override.</summary>
/// <param name="Http">The request.</param>
/// <param name="Reason">Why; null for no reason.</param>
/// <param name="IsForced">Whether it may leave clients without a node.</param>
internal readonly record struct Asked(HttpContext Http, string? Reason, bool IsForced)
{
    /// <summary>Ends with the caller's patience.</summary>
    public CancellationToken Aborted => Http.RequestAborted;
}
