using System.Collections.Immutable;
using System.Globalization;
using Actors.Clustering.Settings;
using Actors.HaAgent.Desired;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Settings;
using Actors.HaAgent.Templates;
using Actors.Harness;
using Microsoft.Extensions.Configuration;

namespace Actors.Bench.Scenarios;

/// <summary>
/// How the agent's own work grows with the number of servers: from a snapshot of the membership to a rendered configuration
/// and a plan, and carrying that plan out on a real HAProxy. No traffic; the servers listen nowhere.
/// </summary>
internal sealed class PlanScale(string haProxy)
{
    private static readonly ImmutableArray<int> Sizes = [10, 1_000, 10_000];

    /// <summary>One round: every size, from no server to all of them in one plan, then one more server.</summary>
    public static async Task<IReadOnlyDictionary<string, Round>> RunAsync(int round, string haProxy)
    {
        var rounds = new Dictionary<string, Round>();
        foreach (var size in Sizes)
        {
            rounds.Add(
                string.Create(CultureInfo.InvariantCulture, $"{size} servers"),
                await new PlanScale(haProxy).RunAsync(size, CancellationToken.None));
        }

        return rounds;
    }

    private async Task<Round> RunAsync(int size, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("ab-").FullName;
        var options = Options(folder);
        var binary = new HaProxyBinary(options.Binary, TimeProvider.System);
        var running = new RunningVersion(await binary.VersionAsync(cancellationToken));
        var version = running.Version;
        var sockets = new HaProxySockets(options, TimeProvider.System);
        var master = new HaProxyMaster(options, TimeProvider.System);
        var files = new ConfigFiles(options);
        var control = new HaProxyControl(
            options, master, files, running, sockets, new RuntimeApi(sockets), new CertificateApi(sockets, options), TimeProvider.System);
        try
        {
            var (empty, _) = Decide(options, null, Snapshot(0), version);
            files.WriteLive(Silent(empty.Config.Text));
            var (_, failure) = await control.StartAsync(empty, cancellationToken);
            Require(failure);
            var (all, plan, planned) = Timed(() => Decide(options, empty, Snapshot(size), version));
            var applied = await ApplyAsync(control, files, plan, all, cancellationToken);
            var (more, onePlan, onePlanned) = Timed(() => Decide(options, all, Snapshot(size + 1), version));
            var oneApplied = await ApplyAsync(control, files, onePlan, more, cancellationToken);
            return Round.Of(
                null, ("plan all ms", planned), ("apply all ms", applied), ("plan one more ms", onePlanned),
                ("apply one more ms", oneApplied));
        }
        finally
        {
            await master.StopAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    // What HAProxy says goes to standard output, where the results are due.
    private static string Silent(string config) =>
        config.Replace("    log stdout format raw daemon notice\n", "", StringComparison.Ordinal);

    private static async Task<double> ApplyAsync(
        HaProxyControl control, ConfigFiles files, Plan plan, AppliedState wanted, CancellationToken cancellationToken)
    {
        files.WriteLive(Silent(wanted.Config.Text));
        var began = TimeProvider.System.GetTimestamp();
        var effect = plan switch
        {
            Plan.Runtime runtime => await control.ChangeAsync(runtime.Commands, wanted, cancellationToken),
            Plan.Reload reload => await control.ReloadAsync(reload.Ahead, wanted, cancellationToken),
            _ => throw new InvalidOperationException("there was nothing to be done"),
        };
        Require(effect.Failure);
        return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    }

    private static (AppliedState Wanted, Plan Plan) Decide(
        HaProxyOptions options, AppliedState? applied, MembershipSnapshot snapshot, HaProxyVersion version)
    {
        var desired = DesiredStateBuilder.Build(snapshot, []);
        var wanted = AppliedState.Of(
            RenderedConfig.Parse(TemplateFiles.Read(options).Render(ConfigModel.Of("bench", options, desired)).Text), desired);
        return (wanted, Planner.Decide(desired.Revision, applied, wanted, version));
    }

    private static (AppliedState Wanted, Plan Plan, double Milliseconds) Timed(Func<(AppliedState Wanted, Plan Plan)> decide)
    {
        var began = TimeProvider.System.GetTimestamp();
        var (wanted, plan) = decide();
        return (wanted, plan, TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
    }

    private static MembershipSnapshot Snapshot(int size) => new(
        new SnapshotRevision(1, size + 1),
        [.. Enumerable.Range(0, size).Select(i => new NodeRecord(
            $"node-{i}", new NodeDescription($"web-{i}", "web", 3000, 100, "1.0.0"),
            string.Create(CultureInfo.InvariantCulture, $"127.{1 + (i / 62_500)}.{i / 250 % 250}.{1 + (i % 250)}"),
            NodeStatus.In, i, true, true, "", ProbeState.Healthy, false))],
        []);

    private HaProxyOptions Options(string folder)
    {
        var settings = new Dictionary<string, string?>
        {
            ["HaProxy:Binary"] = haProxy,
            ["HaProxy:ConfigPath"] = Path.Combine(folder, "haproxy.cfg"),
            ["HaProxy:NodesPath"] = Path.Combine(folder, "nodes"),
            ["HaProxy:RuntimePath"] = folder,
            ["HaProxy:HttpBind"] = "127.0.0.1",
            ["HaProxy:HttpPort"] = Ports.Free().ToString(CultureInfo.InvariantCulture),
            ["HaProxy:StatsBind"] = "127.0.0.1",
            ["HaProxy:StatsPort"] = Ports.Free().ToString(CultureInfo.InvariantCulture),
            ["HaProxy:StopTimeout"] = "0ms",
        };
        return HaProxyOptions.Read(
            new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), HaProxyOptions.Section));
    }

    private static void Require(ApplyFailure? failure)
    {
        if (failure is not null)
        {
            throw new InvalidOperationException($"{failure.Stage}: {failure.Output}");
        }
    }
}
