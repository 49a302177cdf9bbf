using Actors.Backend;
using Actors.Backend.Leaving;
using Actors.Clustering;
using Actors.Clustering.Hosting;
using Actors.HaAgent.Membership;
using Actors.Protocols.Harness;
using Akka.Cluster;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Protocols.Leaving;

/// <summary>A web node that stops serves on until every agent that can be reached has removed it.</summary>
public sealed class LeaveSpecs : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private readonly Dictionary<string, Balancer> _balancers = [];
    private readonly TestCluster _cluster = new(["seed-1", "ha-1", "ha-2", "ha-3", "web-1", "web-2"]);
    private TimeSpan? _serverStopped;

    public LeaveSpecs()
    {
        foreach (var node in _cluster.Nodes)
        {
            node.Setup = node.Role switch
            {
                NodeRoles.Ha => Agent(node),
                NodeRoles.Web => Web(node),
                _ => node.Setup,
            };
        }
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task It_stops_once_all_agents_have_removed_it_and_not_before()
    {
        await StartAsync();
        _balancers["ha-2"].Stick();
        _balancers["ha-3"].Stick();

        var stop = _cluster["web-1"].StopAsync();
        await _cluster.UntilAsync("ha-1 has removed web-1", () => !_balancers["ha-1"].Nodes.ContainsKey("web-1"));
        _balancers["ha-2"].GoOn();
        await _cluster.UntilAsync("ha-2 has removed web-1", () => !_balancers["ha-2"].Nodes.ContainsKey("web-1"));
        await _cluster.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Null(_serverStopped);
        Assert.Equal(MemberStatus.Up, _cluster["seed-1"].StatusOf(_cluster["web-1"]));

        _balancers["ha-3"].GoOn();
        await _cluster.RunAsync("web-1 stops", stop);

        Assert.NotNull(_serverStopped);
        Assert.All(_balancers.Values, balancer => Assert.Equal(["web-2"], balancer.Nodes.Keys));
        await _cluster.UntilWholeAsync();
    }

    [Fact]
    public async Task An_agent_that_dies_meanwhile_is_not_waited_for()
    {
        await StartAsync();
        _balancers["ha-3"].Stick();
        var stop = _cluster["web-1"].StopAsync();
        await _cluster.UntilAsync(
            "the others have removed web-1",
            () => !_balancers["ha-1"].Nodes.ContainsKey("web-1") && !_balancers["ha-2"].Nodes.ContainsKey("web-1"));
        Assert.Null(_serverStopped);

        await _cluster.CrashAsync("ha-3");
        var died = _cluster.Now;
        await _cluster.RunAsync("web-1 stops", stop);

        Assert.True(_serverStopped - died < Longest / 2, $"The web server stopped {_serverStopped - died} after the agent had died.");
    }

    // What is announced is lost on a link that is cut, and repeated.
    [Fact]
    public async Task An_agent_that_hears_late_of_it_removes_it_late()
    {
        await StartAsync();
        _cluster.Cut("web-1", "ha-2");
        var stop = _cluster["web-1"].StopAsync();
        await _cluster.UntilAsync("ha-1 has removed web-1", () => !_balancers["ha-1"].Nodes.ContainsKey("web-1"));
        Assert.Null(_serverStopped);
        Assert.Equal(NodeStatus.In, _balancers["ha-2"].Nodes["web-1"]);

        _cluster.Heal();
        await _cluster.RunAsync("web-1 stops", stop);

        Assert.False(_balancers["ha-2"].Nodes.ContainsKey("web-1"));
        await _cluster.UntilWholeAsync();
    }

    [Fact]
    public async Task After_its_own_time_it_stops_all_the_same()
    {
        await StartAsync();
        _balancers["ha-2"].Stick();
        var began = _cluster.Now;

        await _cluster.RunAsync("web-1 stops", _cluster["web-1"].StopAsync());

        Assert.InRange(_serverStopped!.Value - began, Longest, Longest + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Two_that_leave_at_once_are_both_removed_by_all()
    {
        await StartAsync();

        await _cluster.StopAsync("web-1", "web-2");

        Assert.All(_balancers.Values, balancer => Assert.Empty(balancer.Nodes));
        await _cluster.UntilWholeAsync();
    }

    private async Task StartAsync()
    {
        await _cluster.StartWholeAsync();
        await _cluster.UntilAsync(
            "all agents know both nodes",
            () => _balancers.Values.All(balancer => balancer.Nodes.Count(node => node.Value == NodeStatus.In) == 2));
    }

    private ClusterNodeSetup Agent(TestNode node)
    {
        var balancer = _balancers[node.Name] = new Balancer();
        return node.Setup with
        {
            StartActors = (system, _) => system.ActorOf(
                ClusterListener.CreateProps(
                    new ClusterListenerSettings(node.Name, TimeSpan.FromSeconds(3), DrainTimeout: TimeSpan.FromSeconds(30)),
                    system.ActorOf(balancer.Writer), system.ActorOf(balancer.Watch), _cluster.Clock, NullLogger.Instance),
                "cluster-listener"),
        };
    }

    private ClusterNodeSetup Web(TestNode node) => node.Setup with
    {
        Identity = NodeIdentity.For(new NodeDescription(node.Name, "web", 3000, 100, "1.0.0")),
        RoleHocon = OrderlyLeave.Hocon(Longest),
        StartActors = (system, _) => OrderlyLeave.Start(
            system, node.Name, new Readiness(), Stopped, Longest, _cluster.Clock, NullLogger<AgentLink>.Instance),
    };

    private Task Stopped(CancellationToken cancellationToken)
    {
        _serverStopped ??= _cluster.Now;
        return Task.CompletedTask;
    }
}
