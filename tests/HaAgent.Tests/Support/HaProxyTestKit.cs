using System.Collections.Immutable;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Settings;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests.Support;

/// <summary>What tests with a real HAProxy share: which one, and how to speak with it past the agent.</summary>
public abstract class HaProxyTestKit : AgentTestKit
{
    private protected HaProxyMaster Master => field ??= new(Options, TimeProvider.System);

    private protected HaProxySockets Sockets => field ??= new(Options, TimeProvider.System);

    private protected RuntimeApi Runtime => field ??= new(Sockets);

    private protected RunningVersion Running => field ??= new(Version.ToString(), Events);

    private protected CountingHaProxy Control =>
        field ??= new(
            new HaProxyControl(
                Options, Master, new ConfigFiles(Options), Running, Sockets, Runtime, new CertificateApi(Sockets, Options),
                TimeProvider.System));

    protected HaProxyVersion Version { get; private set; }

    /// <summary>The writer that gets the snapshots.</summary>
    protected IActorRef Writer { get; set; } = ActorRefs.Nobody;

    /// <summary>The number of the last snapshot.</summary>
    protected long Revision { get; private set; }

    /// <summary>Chooses one; to be called first.</summary>
    /// <param name="haproxy">Its name in <see cref="HaProxies"/>.</param>
    /// <param name="change">Options that are other than usual.</param>
    /// <param name="asVersion">The version that the agent takes it for; its own where not given.</param>
    protected void Use(string haproxy, Func<HaProxyOptions, HaProxyOptions>? change = null, HaProxyVersion? asVersion = null)
    {
        Options = (change ?? (options => options))(Options with { Binary = HaProxies.PathOf(haproxy) });
        Version = asVersion ?? HaProxies.VersionOf(haproxy);
    }

    protected IActorRef StartSupervisor() =>
        Sys.ActorOf(HaProxySupervisor.CreateProps(Control, Events, Options.AuditEvery, TimeProvider.System, NullLogger.Instance));

    /// <summary>Gives the writer a snapshot of these nodes.</summary>
    protected void Tell(params NodeRecord[] nodes) =>
        Writer.Tell(
            new MembershipChanged(new MembershipSnapshot(Sample.Revision(++Revision), [.. nodes], []), TimeProvider.System.GetTimestamp()));

    /// <summary>Waits until the last snapshot is applied.</summary>
    protected void AwaitApplied() => FishForMessage<SnapshotApplied>(applied => applied.Revision.Number == Revision, Patience);

    /// <summary>Gives the writer a snapshot of these nodes, and waits until it is applied.</summary>
    /// <returns>How it was: <c>runtime</c>, <c>reload</c>, or <c>nothing</c>.</returns>
    protected string Publish(params NodeRecord[] nodes)
    {
        var before = History.Next;
        Tell(nodes);
        AwaitApplied();
        return History.Changes.LastOrDefault(change => change.Revision >= before.Number && change.Trigger != "the agent started")?.By
            ?? "nothing";
    }

    /// <summary>What an operator does at HAProxy's stats socket.</summary>
    protected Task<string> ByHandAsync(string command) => Sockets.AskWorkerAsync(command, CancellationToken.None);

    private protected Task<ImmutableArray<ServerReading>> ReadAsync() => Runtime.ReadServersAsync(CancellationToken.None);

    /// <summary>The servers as HAProxy has them: <c>name state weight</c>.</summary>
    protected async Task<string[]> ServersAsync() =>
        [.. (await ReadAsync()).Select(server => $"{server.Name} {server.Admin} {server.Weight}").Order(StringComparer.Ordinal)];

    protected async Task EventuallyServersAsync(params string[] servers) =>
        await AwaitAssertAsync(async () => Assert.Equal(servers, await ServersAsync()));

    /// <summary>Asks HAProxy for a page over a connection of its own.</summary>
    protected async Task<string> GetAsync(string path = "/")
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{Options.HttpPort}{path}"));
        request.Headers.ConnectionClose = true;
        using var answer = await client.SendAsync(request);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadAsStringAsync()
            : ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    protected override void AfterAll()
    {
        Sys.Terminate().Wait(Patience);
        // Not asked at its socket: while it reloads, the master answers nobody.
        if (Options.Binary.Length > 0 && Master.Find() is { } master)
        {
            var workers = ProcessGroup.ChildrenOf(master.Pid);
            master.Signal(ProcessSignal.Kill);
            foreach (var worker in workers)
            {
                LinuxProcess.Find(worker)?.Signal(ProcessSignal.Kill);
            }
        }

        base.AfterAll();
    }
}
