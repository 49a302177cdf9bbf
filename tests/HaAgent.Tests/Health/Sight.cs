namespace Actors.HaAgent.Tests.Health;

/// <summary>Evidence that tests begin from: a node of which everything speaks well.</summary>
internal static class Sight
{
    public static NodeView Node(string name, string service = "web", DateTimeOffset since = default) => new()
    {
        Name = name,
        Service = service,
        Address = "10.0.0.1",
        Port = 3000,
        Version = "1.0.0",
        Weight = 100,
        State = AdminState.Ready,
        Why = "",
        Source = NodeSource.Membership,
        Since = since,
        Gossip = new GossipView("Up", true, "akka://a"),
        HaProxy = new ServerView("UP", 0, 0, 0, 10, 1, 0, "L7OK", 7, 0),
    };

    public static NodeView Checked(this NodeView node, string status, string check) =>
        node with { HaProxy = node.HaProxy! with { Status = status, CheckStatus = check } };

    public static NodeView Gossiping(this NodeView node, bool reachable, string status = "Up") =>
        node with { Gossip = new GossipView(status, reachable, "akka://a") };

    public static NodeView Drained(this NodeView node, string why) =>
        (node with { State = AdminState.Drain, Why = why }).Checked("DRAIN", "L7OK");

    public static NodeView Overridden(this NodeView node, AdminState? state, int? weight = null) =>
        node with { Override = new NodeOverride(state, weight, "ann", DateTimeOffset.UnixEpoch) };
}
