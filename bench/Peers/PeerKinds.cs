using Actors.Bench.Systems;
using Yarp.ReverseProxy;

namespace Actors.Bench.Peers;

/// <summary>A system of the comparison.</summary>
/// <param name="System">How it is started.</param>
/// <param name="Title">As the page has it.</param>
/// <param name="Parts">What of <c>bench/Peers/parts.sh</c> it needs.</param>
/// <param name="VersionAsync">What it is made of, each with its version.</param>
internal sealed record PeerKind(SystemKind System, string Title, IReadOnlyList<string> Parts, Func<Task<string>> VersionAsync)
{
    /// <summary>All of them, ours first.</summary>
    /// <param name="haProxy">HAProxy's program for those that have one; null for that of the machine.</param>
    public static IReadOnlyList<PeerKind> All(string? haProxy)
    {
        return
        [
            new(
                new("ours", () => new Ours(haProxy, program: PeerApp.Command)), "Actors", [],
                async () => $"Actors {ProductVersion.Text}, {await HaProxyAsync()}"),
            new(new("haproxy", () => new StaticHaProxy(haProxy)), "HAProxy alone", [], HaProxyAsync),
            new(
                new("consul", () => new ConsulHaProxy(haProxy)), "Consul and HAProxy", ["consul"],
                async () => $"{await OfAsync("Consul", "consul", "version")}, {await HaProxyAsync()}"),
            new(new("nginx", () => new Nginx()), "nginx", ["nginx"], () => OfAsync("nginx", "nginx", "-v")),
            new(new("caddy", () => new Caddy()), "Caddy", ["caddy"], () => OfAsync("Caddy", "caddy", "version")),
            new(
                new("yarp", () => new Yarp()), "YARP", [],
                () => Task.FromResult(
                    $"YARP {typeof(IProxyStateLookup).Assembly.GetName().Version!.ToString(3)}, .NET {Environment.Version}")),
        ];

        async Task<string> HaProxyAsync() =>
            $"HAProxy {await PeerParts.VersionAsync(haProxy ?? ProgramPath.Find("haproxy") ?? "haproxy", "-v")}";

        async Task<string> OfAsync(string title, string name, string word) =>
            $"{title} {await PeerParts.VersionAsync(PeerParts.Program(name), word)}";
    }
}
