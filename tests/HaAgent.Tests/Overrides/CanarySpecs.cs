using Actors.HaAgent.Membership;
using Actors.HaAgent.Overrides;
using Akka.Actor;

namespace Actors.HaAgent.Tests.Overrides;

/// <summary>A split by version, on the real HAProxy.</summary>
public sealed class CanarySpecs : HaProxyTestKit
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_version_gets_its_share_at_once_and_without_a_reload(string haproxy)
    {
        await using var old = await TestNode.StartAsync("old");
        await using var fresh = await TestNode.StartAsync("fresh");
        Use(haproxy);
        Writer = StartWriter(StartSupervisor(), Version);
        Publish(Node(old, "old-1", "1.0.0"), Node(old, "old-2", "1.0.0"), Node(fresh, "fresh-1", "2.0.0"));
        var reloads = Board.Current.HaProxy.Reloads;

        foreach (var share in new[] { 10, 75, 0, 100 })
        {
            var revision = Board.Current.RevisionApplied;
            Writer.Tell(
                new OverridesChanged(
                    OverrideBook.Empty.Canary(ServiceOverride.KeyOf("web"), new CanaryShare("2", share), "ann", Noon.AddMinutes(share))));
            AwaitCondition(() => Board.Current.RevisionApplied > revision);

            var answers = new List<string>();
            for (var i = 0; i < 100; i++)
            {
                answers.Add(await GetAsync());
            }

            Assert.InRange(answers.Count(answer => answer == "fresh"), share - 2, share + 2);
        }

        Assert.Equal(reloads, Board.Current.HaProxy.Reloads);
        Assert.Equal(new CanaryShare("2", 100), Assert.Single(Board.Current.Services).Canary);
    }

    private static NodeRecord Node(TestNode node, string name, string version)
    {
        var record = Sample.Node(name, "127.0.0.1", port: node.Port);
        return record with { Description = record.Description with { Version = version } };
    }
}
