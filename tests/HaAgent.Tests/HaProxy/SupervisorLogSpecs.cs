using Actors.HaAgent.Desired;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Tests.HaProxy;

/// <summary>What operators read in the agent's log.</summary>
public sealed class SupervisorLogSpecs
{
    private static readonly RuntimeCommand Weight = new Sent("set server web/s1 weight 5");

    [Fact]
    public void What_is_counted_has_its_plural()
    {
        var lines = new NotedLog<SupervisorLog>();
        var log = new SupervisorLog(lines);

        log.Write(new HaProxyDrifted { Corrected = [Weight] });
        log.Write(new PlanBegun(new Plan.Runtime(new DesiredRevision(7), [Weight, Weight])));
        log.Write(new SessionsEnded(new ServerSessions(null, "web/s1", 1)));

        Assert.Equal(
            [
                "Drift corrected by 1 command: set server web/s1 weight 5",
                "Revision 7: 2 commands: set server web/s1 weight 5; set server web/s1 weight 5",
                "Ended 1 session on web/s1: its node is silent in the cluster and takes no connection of HAProxy's check.",
            ],
            lines.Lines);
    }

    private sealed record Sent(string Line) : RuntimeCommand("web/s1")
    {
        public override string Text => Line;
    }
}
