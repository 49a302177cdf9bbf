using Actors.HaAgent.Reconciling;
using Akka.Actor;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Tests.HaProxy;

/// <summary>
/// HAProxy's package is replaced below a running agent, up and down: what may be done at run time follows the one that runs.
/// </summary>
public sealed class ReplacedProgramSpecs : HaProxyTestKit
{
    [DynamicServersFact]
    public async Task What_is_known_of_HAProxy_follows_the_worker_that_runs()
    {
        await using var one = await TestNode.StartAsync("one");
        var program = Folder["haproxy"];
        void Install(string haproxy) => AtomicReplace(program, HaProxies.PathOf(haproxy));
        Use(HaProxies.System);
        Install(HaProxies.System);
        Options = Options with { Binary = program };
        var supervisor = StartSupervisor();
        var writer = StartWriter(supervisor, Version);
        writer.Tell(
            new MembershipChanged(
                new MembershipSnapshot(Sample.Revision(1), [Sample.Node("one", "127.0.0.1", port: one.Port)], []),
                TimeProvider.System.GetTimestamp()));
        AwaitCondition(() => Board.Current.RevisionApplied > 0);
        Assert.Equal(HaProxies.VersionOf(HaProxies.System), HaProxyVersion.Parse(Board.Current.HaProxy.Version));

        foreach (var next in new[] { HaProxies.Dynamic!, HaProxies.System })
        {
            Install(next);
            Assert.NotEqual(HaProxies.VersionOf(next), Running.Version);
            writer.Tell(new ConfigWriter.ReloadCommand("a test"));

            AwaitAssert(() => Assert.Equal(HaProxies.VersionOf(next), HaProxyVersion.Parse(Board.Current.HaProxy.Version)));
            Assert.Equal(HaProxies.VersionOf(next).HasDynamicServers, Running.Version.HasDynamicServers);
            await AwaitAssertAsync(async () => Assert.Equal("one", await GetAsync()));
        }
    }

    // The path stays, what it leads to is another: as where a package is upgraded.
    private static void AtomicReplace(string path, string target)
    {
        var resolved = target.Contains('/', StringComparison.Ordinal) ? target : "/usr/sbin/" + target;
        File.Copy(resolved, path + ".new", overwrite: true);
        File.SetUnixFileMode(path + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Move(path + ".new", path, overwrite: true);
    }
}
