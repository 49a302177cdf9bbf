using Actors.Dev.Nodes;
using Actors.Dev.State;
using Actors.Dev.Tests.Support;

namespace Actors.Dev.Tests.Nodes;

public class NodeLaunchSpecs
{
    private static readonly RunFolder Folder = new("/r");
    private static readonly RunState State = Records.State(Records.Web(2));

    [Fact]
    public void A_web_node_is_told_its_ports_and_keeps_nothing()
    {
        var launch = NodeLaunch.For(Records.Web(2), State, Folder, "/dotnet");

        Assert.Equal("/r/.run/build/actors-web", launch.Program);
        Assert.Equal("/r/.run/logs/web-2.log", launch.LogFile);
        Assert.Equal(
            [
                "--Node:Name=web-2", "--Node:Host=127.0.0.1", "--Node:Port=5002", "--Node:Seeds=127.0.0.1:4053",
                "--Node:ManagementPort=6002", "--Web:Port=7002",
            ],
            launch.Arguments);
    }

    [Fact]
    public void A_seed_is_its_own_seed_and_remembers()
    {
        var launch = NodeLaunch.For(Records.Seed, State, Folder, "/dotnet");

        Assert.Equal("/r/.run/build/actors-seed", launch.Program);
        Assert.Equal(
            [
                "--Node:Name=seed-1", "--Node:Host=127.0.0.1", "--Node:Port=4053", "--Node:Seeds=127.0.0.1:4053",
                "--Node:ManagementPort=8558", "--Node:StatePath=/r/.run/seed-1",
            ],
            launch.Arguments);
    }

    [Fact]
    public void An_agent_is_told_everything_about_HAProxy()
    {
        var launch = NodeLaunch.For(Records.Ha, State with { TemplatePath = "/t/x.sbn" }, Folder, "/dotnet");

        Assert.Equal("/r/.run/build/actors-ha", launch.Program);
        Assert.Equal(
            [
                "--Node:Name=ha-1", "--Node:Host=127.0.0.1", "--Node:Port=4054", "--Node:Seeds=127.0.0.1:4053",
                "--Node:ManagementPort=8090", "--Node:StatePath=/r/.run/ha-1",
                "--HaProxy:Binary=/usr/sbin/haproxy", "--HaProxy:ConfigPath=/r/.run/ha-1/haproxy.cfg",
                "--HaProxy:NodesPath=/r/.run/ha-1/nodes", "--HaProxy:RuntimePath=/r/.run/ha-1/run",
                "--HaProxy:HttpBind=127.0.0.1", "--HaProxy:HttpPort=8080",
                "--HaProxy:StatsBind=127.0.0.1", "--HaProxy:StatsPort=1936", "--HaProxy:LeaveNotice=0",
                "--HaProxy:TemplatePath=/t/x.sbn",
            ],
            launch.Arguments);
    }

    [Fact]
    public void An_agent_drives_the_HAProxy_that_up_was_given()
    {
        var state = State with { HaProxyBinary = "/opt/haproxy/sbin/haproxy", TemplatePath = "/t/x.sbn" };

        var arguments = NodeLaunch.For(Records.Ha, state, Folder, "/dotnet").Arguments;

        Assert.Contains("--HaProxy:Binary=/opt/haproxy/sbin/haproxy", arguments);
        Assert.Contains("--HaProxy:TemplatePath=/t/x.sbn", arguments);
    }

    [Fact]
    public void No_template_is_no_setting() =>
        Assert.DoesNotContain(
            NodeLaunch.For(Records.Ha, State, Folder, "/dotnet").Arguments,
            argument => argument.Contains("Template", StringComparison.Ordinal));

    [Fact]
    public void Every_node_carries_the_mark_and_idles_cheaply()
    {
        var variables = NodeLaunch.For(Records.Web(2), State, Folder, "/dotnet").Environment;

        Assert.Equal("/r/.run", variables["ACTORS_RUN_FOLDER"]);
        Assert.Equal("/dotnet", variables["DOTNET_ROOT"]);
        Assert.Equal("0", variables["DOTNET_TieredPGO"]);
        Assert.Equal("0", variables["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"]);
    }
}
