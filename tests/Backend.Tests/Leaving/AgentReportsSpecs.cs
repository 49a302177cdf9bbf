using Actors.Backend.Leaving;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.Backend.Tests.Leaving;

/// <summary>What an agent is told: a table of what has happened before.</summary>
public sealed class AgentReportsSpecs
{
    private static readonly Address Agent = new("akka.tcp", "actors", "10.0.0.1", 4053);
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(20);
    private static readonly Address Other = new("akka.tcp", "actors", "10.0.0.2", 4053);

    [Theory]
    [InlineData("up", "NodeArrived NodeReadiness", false)]
    [InlineData("up heard", "", false)]
    [InlineData("up heard-old", "NodeArrived NodeReadiness", false)]
    [InlineData("up heard changed", "NodeArrived NodeReadiness", false)]
    [InlineData("up heard changed-before", "", false)]
    [InlineData("up heard gone up", "NodeArrived NodeReadiness", false)]
    [InlineData("up heard leave", "NodeLeaving", false)]
    [InlineData("up leave removed", "", true)]
    [InlineData("up other leave removed", "", false)]
    [InlineData("up other leave removed other-gone", "", true)]
    [InlineData("up leave gone", "NodeLeaving", true)]
    [InlineData("leave", "NodeLeaving", true)]
    // Its HAProxy may still send: it is awaited for a while, whether it vanished before or meanwhile, and once only.
    [InlineData("up vanished leave", "NodeLeaving", false)]
    [InlineData("up leave vanished", "NodeLeaving", false)]
    [InlineData("up vanished-long-ago leave", "NodeLeaving", true)]
    [InlineData("up vanished-long-ago vanished leave", "NodeLeaving", true)]
    [InlineData("up vanished up leave", "NodeLeaving", false)]
    [InlineData("up vanished up leave removed", "", true)]
    [InlineData("up leave removed vanished", "", true)]
    [InlineData("up vanished gone leave", "NodeLeaving", true)]
    [InlineData("up vanished-long-ago joining leave", "NodeLeaving", false)]
    [InlineData("joining leave", "NodeLeaving", true)]
    // In its next life it knows of no leave.
    [InlineData("up leave removed vanished up", "NodeLeaving", false)]
    [InlineData("up leave removed vanished up removed", "", true)]
    [InlineData("vanished leave", "NodeLeaving", true)]
    [InlineData("up other vanished leave other-removed", "NodeLeaving", false)]
    // One that left by itself while its HAProxy serves on is awaited as one that vanished, from the first that was seen of its leave.
    [InlineData("up restarts leave", "NodeLeaving", false)]
    [InlineData("up leave restarts", "NodeLeaving", false)]
    [InlineData("up restarts exits leave", "NodeLeaving", false)]
    [InlineData("up restarts-long-ago exits leave", "NodeLeaving", true)]
    [InlineData("up vanished exits leave", "NodeLeaving", false)]
    [InlineData("up vanished-long-ago restarts leave", "NodeLeaving", true)]
    [InlineData("up leave removed restarts", "", true)]
    [InlineData("up restarts-long-ago joining leave", "NodeLeaving", false)]
    [InlineData("up leave restarts exits up", "NodeLeaving", false)]
    [InlineData("up leave restarts exits up removed", "", true)]
    [InlineData("restarts leave", "NodeLeaving", true)]
    public void Every_agent_is_told_until_it_has_heard(string events, string told, bool isDone)
    {
        var reports = events.Split(' ').Aggregate(new AgentReports(new ReadinessState(5, true, "")), (now, word) => word switch
        {
            "up" => now.With(Agent),
            "gone" => now.Without(Agent, MemberStatus.Exiting, keepsHaProxy: false, Now),
            "vanished" => now.Without(Agent, MemberStatus.Up, keepsHaProxy: false, Now - TimeSpan.FromSeconds(9)),
            "vanished-long-ago" => now.Without(Agent, MemberStatus.Down, keepsHaProxy: false, Now - AgentReports.ComesBackWithin),
            "restarts" => now.Without(Agent, MemberStatus.Leaving, keepsHaProxy: true, Now - TimeSpan.FromSeconds(9)),
            "restarts-long-ago" => now.Without(Agent, MemberStatus.Leaving, keepsHaProxy: true, Now - AgentReports.ComesBackWithin),
            "exits" => now.Without(Agent, MemberStatus.Exiting, keepsHaProxy: true, Now),
            "joining" => now.Without(Agent, MemberStatus.Joining, keepsHaProxy: false, Now),
            "other-removed" => now.RemovedBy(Other),
            "other" => now.With(Other),
            "other-gone" => now.Without(Other, MemberStatus.Exiting, keepsHaProxy: false, Now),
            "heard" => now.HeardBy(Agent, now.Readiness.Sequence),
            "heard-old" => now.HeardBy(Agent, 1),
            "changed" => now.With(new ReadinessState(6, false, "busy")),
            "changed-before" => now.With(new ReadinessState(4, false, "busy")),
            "leave" => now.Leave(TimeSpan.FromSeconds(30)),
            "removed" => now.RemovedBy(Agent),
            _ => throw new ArgumentOutOfRangeException(nameof(events), word, "no such event"),
        });

        var messages = reports.For(Agent, "web-1", 7, "1.0.0+web-1", Now);
        Assert.Equal(told, string.Join(' ', messages.Select(message => message.GetType().Name)));
        Assert.Equal(isDone, reports.IsDone(Now));
    }
}
