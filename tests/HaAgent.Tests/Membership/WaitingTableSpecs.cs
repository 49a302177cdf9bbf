using Actors.HaAgent.Membership;

namespace Actors.HaAgent.Tests.Membership;

/// <summary>The nodes that wait for their programs, as they report it.</summary>
public sealed class WaitingTableSpecs
{
    private const string At = "akka.tcp://actors@10.0.0.7:4053";
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string Described = new NodeDescription("web-1", "shop", 3000, 50, "2.1").ToAppVersion();

    [Fact]
    public void A_node_is_shown_with_its_newest_reason_and_since_its_first()
    {
        var table = Report(Report(WaitingTable.Empty, "refused", 0), "404", 5);

        Assert.Equal(
            new WaitingNode("web-1", "shop", "10.0.0.7", "404", Start, 3000, "2.1", 50), Assert.Single(table.Nodes));
    }

    [Fact]
    public void One_that_reports_no_more_and_one_that_has_joined_are_gone()
    {
        var table = Report(WaitingTable.Empty, "refused", 0);

        Assert.Single(table.Without(new HashSet<string>(), Start + WaitingTable.KeptFor).Nodes);
        Assert.Empty(table.Without(new HashSet<string>(), Start + WaitingTable.KeptFor + TimeSpan.FromTicks(1)).Nodes);
        Assert.Empty(table.Without(new HashSet<string> { At }, Start).Nodes);
        Assert.Single(table.Without(new HashSet<string> { "akka.tcp://actors@10.0.0.8:4053" }, Start).Nodes);
    }

    [Theory]
    [InlineData("web-2", "1.0.0+web-1;shop;3000;50")]
    [InlineData("web-1", "1.0.0")]
    [InlineData("web-1", "1.0.0+web-1;shop;70000;50")]
    public void What_does_not_describe_itself_is_not_shown(string name, string appVersion) =>
        Assert.Empty(WaitingTable.Empty.With(At, "10.0.0.7", name, appVersion, "refused", Start).Nodes);

    [Fact]
    public void A_reason_is_kept_short_and_printable() =>
        Assert.Equal(new string('x', 199), Assert.Single(Report(WaitingTable.Empty, "\u001b" + new string('x', 500), 0).Nodes).Reason);

    [Fact]
    public void No_more_are_kept_than_can_be_shown()
    {
        var table = Enumerable.Range(0, WaitingTable.Most + 5).Aggregate(
            WaitingTable.Empty, (table, i) =>
            table.With($"akka.tcp://actors@10.0.0.7:{i}", "10.0.0.7", "web-1", Described, "refused", Start));

        Assert.Equal(WaitingTable.Most, table.Nodes.Count);
    }

    private static WaitingTable Report(WaitingTable table, string reason, int seconds) =>
        table.With(At, "10.0.0.7", "web-1", Described, reason, Start.AddSeconds(seconds));
}
