using Actors.Clustering.Settings;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Settings;
using Actors.HaAgent.Templates;
using Microsoft.Extensions.Configuration;

namespace Actors.HaAgent.Tests.Support;

/// <summary>Values that tests begin from.</summary>
internal static class Sample
{
    /// <summary>What the embedded template gives every server, besides address and weight.</summary>
    public const string ServerOptions =
        "check inter 1s fastinter 200ms downinter 200ms fall 2 rise 1 observe layer4 error-limit 1 on-error mark-down";

    public static readonly HaProxyVersion Old = new(2, 6);
    public static readonly HaProxyVersion New = new(3, 0);

    public static ServerState Server(
        string name, string address = "10.0.0.1", int port = 3000, string service = "web", AdminState admin = AdminState.Ready,
        int weight = 100) =>
        new(new NodeDescription(
            name, service, port, weight, "1.0.0"), address, weight, admin, admin == AdminState.Ready ? "" : "unreachable by gossip");

    /// <summary>A server whose node says something else of itself.</summary>
    public static ServerState Saying(this ServerState server, Func<NodeDescription, NodeDescription> change) =>
        server with { Description = change(server.Description) };

    public static NodeRecord Node(
        string name, string host = "10.0.0.1", NodeStatus status = NodeStatus.In, int age = 0, bool reachable = true, bool ready = true,
        string service = "web",
        string key = "", ProbeState probe = ProbeState.Healthy, bool isIdle = false, int port = 3000, int weight = 100) =>
        new(
            key.Length > 0
            ? key
            : $"akka.tcp://actors@{host}:4053#{name.Aggregate(17, (number, letter) => unchecked((number * 31) + letter))}",
            new NodeDescription(name, service, port, weight, "1.0.0"), host, status, age, reachable, ready, ready
            ? ""
            : "warming up", probe, isIdle);

    /// <summary>A node of an HTTP service that wants routes, or of a TCP service.</summary>
    public static NodeRecord Claiming(NodeRecord node, string routes = "", int tcpPort = 0) => node with
    {
        Description = node.Description with
        {
            Routes = routes,
            ListenPort = tcpPort,
            Protocol = tcpPort > 0 ? ServiceProtocol.Tcp : ServiceProtocol.Http
        },
    };

    public static MembershipSnapshot Snapshot(params NodeRecord[] nodes) => new(Revision(7), [.. nodes], []);

    /// <summary>That of a snapshot of the listener's first life.</summary>
    public static SnapshotRevision Revision(long number) => new(1, number);

    public static DesiredState Desired(params ServerState[] servers) => new(new(7), [.. servers], []);

    /// <summary>What HAProxy has once the configuration rendered from these servers is applied.</summary>
    public static AppliedState Applied(HaProxyOptions options, params ServerState[] servers) =>
        AppliedState.Of(RenderedConfig.Parse(Render(options, Desired(servers))), Desired(servers));

    public static AppliedState Applied(params ServerState[] servers) => Applied(Options(), servers);

    public static string Render(HaProxyOptions options, DesiredState desired)
    {
        var result = TemplateFiles.Read(options).Render(ConfigModel.Of("ha-1", options, desired, options.Tls.IsWanted));
        Assert.Equal("", result.Errors);
        return result.Text;
    }

    public static HaProxyOptions Options(params (string Key, string Value)[] settings)
    {
        var reader = new SettingsReader(
            new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>($"HaProxy:{s.Key}", s.Value)))
            .Build(), HaProxyOptions.Section);
        var options = HaProxyOptions.Read(reader);
        Assert.Empty(reader.Faults);
        return options;
    }
}
