using System.Collections.Immutable;

namespace Actors.HaAgent.Desired;

/// <summary>One service, which is a backend of HAProxy.</summary>
/// <param name="Name">Its name, which is the backend's.</param>
/// <param name="Protocol">What it speaks.</param>
/// <param name="ListenPort">For TCP the port that clients reach it at; else 0.</param>
/// <param name="Routes">For HTTP the routes that are its own, in the form of <see cref="ServiceRoute.Written"/>.</param>
public sealed record ServiceState(string Name, ServiceProtocol Protocol = ServiceProtocol.Http, int ListenPort = 0, string Routes = "")
{
    /// <summary>How HAProxy checks its servers, null where they do not agree, so that it only connects to them.</summary>
    public HttpCheck? Check { get; init; } = HttpCheck.Default;

    /// <summary>What it speaks and where, for people.</summary>
    public string Claim =>
        Protocol == ServiceProtocol.Tcp
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"tcp on port {ListenPort}")
            : "http";

    /// <summary>Its routes one by one, each as it is written.</summary>
    public IReadOnlyList<string> AllRoutes => ServiceRoute.Split(Routes);

    /// <summary>The services of some servers, without a look at who claims what.</summary>
    public static ImmutableArray<ServiceState> Of(IEnumerable<ServerState> servers) =>
        [.. servers.GroupBy(server => server.Service, StringComparer.Ordinal).OrderBy(service => service.Key, StringComparer.Ordinal)
            .Select(service =>
            new ServiceState(
                service.Key, service.First().Description.Protocol, service.First().Description.ListenPort,
                service.First().Description.Routes) { Check = CheckOf(service) })];

    /// <summary>The check that all of some servers want; null where they differ, as while a service is upgraded.</summary>
    public static HttpCheck? CheckOf(IEnumerable<ServerState> servers) =>
        servers.Select(server => server.Description.Check).Distinct().ToList() is [var check] ? check : null;
}
