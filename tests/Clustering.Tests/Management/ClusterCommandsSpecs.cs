using Actors.Clustering.Management;
using Actors.Contracts.Api;

namespace Actors.Clustering.Tests.Management;

public sealed class ClusterCommandsSpecs
{
    private static readonly MemberChoice Nobody = new(null, null);

    [Theory]
    [InlineData("web-1", null)]
    [InlineData(null, "akka.tcp://actors@10.0.0.1:4053")]
    [InlineData("web-1", "akka.tcp://actors@10.0.0.1:4053")]
    public void A_member_is_named_or_addressed(string? name, string? address)
    {
        var view = View(Member("seed-1", "Up"), Member("web-1", "Up", host: 1));

        Assert.Equal("web-1", Assert.Single(ClusterCommands.Leave(view, new MemberChoice(address, name)).Command.Members).Name);
        Assert.Equal("web-1", Assert.Single(ClusterCommands.Down(view, new MemberChoice(address, name)).Command.Members).Name);
    }

    [Fact]
    public void The_node_that_is_asked_leaves_when_nobody_is_named_and_is_never_downed_so()
    {
        var view = View(Member("seed-1", "Up"), Member("web-1", "Up", host: 1));

        Assert.Equal("seed-1", Assert.Single(ClusterCommands.Leave(view, Nobody).Command.Members).Name);
        Assert.Equal((400, "address"), Refused(ClusterCommands.Down(view, Nobody)));
    }

    [Theory]
    [InlineData("web-2", null)]
    [InlineData(null, "akka.tcp://actors@10.0.0.2:4053")]
    [InlineData("web-1", "akka.tcp://actors@10.0.0.2:4053")]
    [InlineData("WEB-1", null)]
    public void Who_is_not_there_is_not_found(string? name, string? address)
    {
        var view = View(Member("seed-1", "Up"), Member("web-1", "Up", host: 1));

        Assert.Equal((404, null), Refused(ClusterCommands.Leave(view, new MemberChoice(address, name))));
        Assert.Equal((404, null), Refused(ClusterCommands.Down(view, new MemberChoice(address, name))));
    }

    [Fact]
    public void A_node_outside_of_every_cluster_has_nothing_to_leave() =>
        Assert.Equal((404, null), Refused(ClusterCommands.Leave(View(), Nobody)));

    [Theory]
    [InlineData("Joining", null, null)]
    [InlineData("WeaklyUp", null, null)]
    [InlineData("Up", null, null)]
    [InlineData("Leaving", 409, null)]
    [InlineData("Exiting", 409, null)]
    [InlineData("Down", 409, 409)]
    public void Who_is_on_its_way_out_is_not_asked_again_but_may_be_downed(string status, int? leave, int? down)
    {
        var view = View(Member("web-1", status, host: 1));
        var choice = new MemberChoice(null, "web-1");

        Assert.Equal(leave, ClusterCommands.Leave(view, choice).Refusal?.Status);
        Assert.Equal(down, ClusterCommands.Down(view, choice).Refusal?.Status);
    }

    [Fact]
    public void Of_two_with_one_name_the_address_decides()
    {
        var view = View(Member("web-1", "Down", host: 1), Member("web-1", "Up", host: 2));

        var refusal = ClusterCommands.Leave(view, new MemberChoice(null, "web-1")).Refusal!;
        Assert.Equal(409, refusal.Status);
        Assert.Contains("akka.tcp://actors@10.0.0.2:4053 (Up)", refusal.Detail, StringComparison.Ordinal);
        Assert.Null(ClusterCommands.Leave(view, new MemberChoice("akka.tcp://actors@10.0.0.2:4053", "web-1")).Refusal);
    }

    [Fact]
    public void Everybody_who_cannot_be_reached_is_downed_once()
    {
        var view = View(
            Member("a", "Up"), Member("b", "Up", host: 1, reachable: false), Member("c", "Leaving", host: 2, reachable: false),
            Member("d", "Down", host: 3, reachable: false));

        Assert.Equal(["b", "c"], ClusterCommands.DownUnreachable(view).Command.Members.Select(member => member.Name));
        Assert.Empty(ClusterCommands.DownUnreachable(View()).Command.Members);
    }

    private static (int? Status, string? Field) Refused(CommandDecision decision) => (decision.Refusal?.Status, decision.Refusal?.Field);

    private static ClusterView View(params ClusterViewMember[] members) =>
        new(new ClusterViewNode("seed-1", "akka.tcp://actors@10.0.0.0:4053"), null, members);

    private static ClusterViewMember Member(string name, string status, int host = 0, bool reachable = true) =>
        new(name, $"akka.tcp://actors@10.0.0.{host}:4053", [], status, reachable);
}
