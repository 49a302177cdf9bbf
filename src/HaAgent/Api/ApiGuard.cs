using System.Net;
using Actors.Clustering.Management;

namespace Actors.HaAgent.Api;

/// <summary>
/// Stands before every endpoint of the agent. A client on this machine may read; every change, and every request from beyond
/// 127.0.0.1, needs the token. A foreign page in an operator's browser may not read either: it would come with a host name.
/// </summary>
public sealed class ApiGuard(RequestDelegate next, ApiToken token, int managementPort, Func<PathString, bool> isOpen)
{
    /// <summary>Lets the request through, or answers it.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var isLocal = http.Connection.LocalPort == managementPort;
        if (isLocal && !IsThisMachine(http.Request.Host.Host))
        {
            return Problem.WriteAsync(
                http, StatusCodes.Status400BadRequest, ProblemTypes.HostName, "This host name is not served",
                $"Host is '{http.Request.Host.Host}'; ask for 127.0.0.1 or localhost, or set Api:Bind to serve others.");
        }

        return IsReading(http.Request.Method) && (isLocal || IsOpen(http.Request.Path)) || token.IsPresented(http.Request)
            ? next(http)
            : token.RefuseAsync(http);
    }

    private static bool IsReading(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out _);

    // Who asks whether it lives need not know the token.
    private bool IsOpen(PathString path) => path.StartsWithSegments("/health", StringComparison.Ordinal) || isOpen(path);
}
