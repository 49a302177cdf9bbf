using System.Text.Json;
using Actors.HaAgent.Api;

namespace Actors.HaAgent.Tests.Api;

public sealed class NodeDeltasSpecs
{
    private static readonly DateTimeOffset At = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    private readonly NodeDeltas _deltas = new();

    [Fact]
    public void The_first_has_every_node()
    {
        var told = Next(Node("web-1"), Node("web-2"));

        Assert.Equal(["web-1", "web-2"], told.Nodes.Select(node => node.Name));
        Assert.Empty(told.Counters);
        Assert.Equal(At, told.At);
    }

    [Fact]
    public void What_stays_as_it_is_is_not_told_again()
    {
        Next(Node("web-1"), Node("web-2"));

        var told = Next(Node("web-1"), Node("web-2"));

        Assert.Empty(told.Nodes);
        Assert.Empty(told.Gone);
        Assert.Empty(told.Counters);
    }

    [Fact]
    public void A_counter_is_told_as_a_counter()
    {
        Next(Node("web-1"), Node("web-2"));

        var told = Next(Node("web-1", requests: 12, lastChange: 9, check: "* L7OK"), Node("web-2"));

        Assert.Empty(told.Nodes);
        Assert.Equal([3, 40, 2, 12, 0, 0, 0, -1], Assert.Contains("web-1", told.Counters));
        Assert.Single(told.Counters);
    }

    [Fact]
    public void What_is_more_than_a_counter_is_told_as_a_node()
    {
        Next(Node("web-1"));

        var told = Next(Node("web-1", requests: 12) with { Effective = EffectiveState.Down });

        Assert.Equal(EffectiveState.Down, Assert.Single(told.Nodes).Effective);
        Assert.Empty(told.Counters);
        Assert.Equal("L4CON", Assert.Single(Next(Node("web-1", requests: 12, check: "L4CON")).Nodes).HaProxy?.CheckStatus);
        Assert.Null(Assert.Single(Next(Node("web-1") with { HaProxy = null }).Nodes).HaProxy);
    }

    [Fact]
    public void One_that_has_gone_is_named_once_and_whole_when_it_is_back()
    {
        Next(Node("web-1"), Node("web-2"));

        Assert.Equal(["web-2"], Next(Node("web-1")).Gone);
        Assert.Empty(Next(Node("web-1")).Gone);
        Assert.Equal(["web-2"], Next(Node("web-1"), Node("web-2")).Nodes.Select(node => node.Name));
        Assert.Equal(["web-1", "web-2"], Next().Gone.Order());
    }

    [Fact]
    public void Of_many_each_has_its_turn()
    {
        NodeView[] Busy(int requests) => [.. Enumerable.Range(1, 500).Select(number => Node($"web-{number}", requests))];
        Next(Busy(0));

        var told = Enumerable.Range(1, 3).Select(requests => Next(Busy(requests)).Counters).ToList();

        Assert.All(told, counters => Assert.Equal(NodeDeltas.MostCounters, counters.Count));
        Assert.Equal(500, told.SelectMany(counters => counters.Keys).Distinct().Count());
    }

    [Fact]
    public void An_event_of_five_hundred_busy_nodes_is_small()
    {
        NodeView[] Busy(int more) =>
            [.. Enumerable.Range(100, 500).Select(number => Node($"shop-server-{number}", 80_000_000 + more))];
        Next(Busy(0));

        var told = JsonSerializer.SerializeToUtf8Bytes(Next(Busy(1)), ContractJson.Readable.NodeChanges);

        Assert.InRange(told.Length, 1, 12_000);
    }

    private NodeChanges Next(params NodeView[] nodes) => _deltas.Next(nodes, At);

    private static NodeView Node(string name, long requests = 10, long lastChange = 5, string check = "L7OK") => new()
    {
        Name = name,
        Service = "shop",
        Address = "10.0.0.1",
        Port = 8100,
        Version = "1",
        Weight = 100,
        State = AdminState.Ready,
        Why = "",
        Source = NodeSource.Membership,
        Since = At,
        HaProxy = new ServerView("UP", 3, 40, 2, requests, 0, 0, check, lastChange, 0),
    };
}
