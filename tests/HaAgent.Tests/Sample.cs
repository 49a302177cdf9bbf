using Actors.Clustering;
using Actors.Clustering.Settings;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Membership;
using Microsoft.Extensions.Configuration;

namespace Actors.HaAgent.Tests;

/// <summary>Values that tests begin from.</summary>
internal static class Sample
{
    public static ServerState Server(string name, string address = "10.0.0.1", int port = 3000, string service = "web", AdminState admin = AdminState.Ready) =>
        new(service, name, address, port, 100, "1.0.0", admin, admin == AdminState.Ready ? "" : "unreachable by gossip");

    public static NodeRecord Node(string name, string host = "10.0.0.1", NodeStatus status = NodeStatus.Up, int age = 0, bool reachable = true, bool ready = true, string service = "web", string key = "") =>
        new(key.Length > 0 ? key : $"akka.tcp://actors@{host}:4053#{name.GetHashCode(StringComparison.Ordinal)}", new NodeDescription(name, service, 3000, 100, "1.0.0"), host, status, age, reachable, ready, ready ? "" : "warming up");

    public static MembershipSnapshot Snapshot(params NodeRecord[] nodes) => new(7, [.. nodes], []);

    public static DesiredState Desired(params ServerState[] servers) => new(7, [.. servers], []);

    public static HaProxyOptions Options(params (string Key, string Value)[] settings)
    {
        var reader = new SettingsReader(
            new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>($"HaProxy:{s.Key}", s.Value))).Build(), HaProxyOptions.Section);
        var options = HaProxyOptions.Read(reader);
        Assert.Empty(reader.Faults);
        return options;
    }
}
