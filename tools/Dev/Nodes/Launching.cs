using Actors.Dev.Processes;
using Actors.Dev.State;

namespace Actors.Dev.Nodes;

/// <summary>What <c>up</c> was asked for.</summary>
/// <param name="Webs">How many web nodes.</param>
/// <param name="HttpPort">The service's port.</param>
/// <param name="StatsPort">The stats page's port; null when any near the usual one will do.</param>
/// <param name="Template">Path of a template for HAProxy's configuration; null for the agent's own.</param>
/// <param name="HaProxy">Path of the HAProxy program; null for the machine's own.</param>
/// <param name="Tls">Whether the nodes talk over TLS.</param>
/// <param name="Ha">The agent's name.</param>
internal sealed record UpRequest(
    int Webs, int HttpPort, int? StatsPort, string? Template = null, string? HaProxy = null, bool Tls = false, string Ha = "ha-1");

/// <summary>Prepares a whole new system: ports, folders, records.</summary>
internal sealed class Launching(LocalSystem system, PortChooser ports)
{
    public const int UsualStatsPort = 1936;

    private const int OtherStatsPorts = 50;

    /// <summary>Everything decided and every folder there, nothing started.</summary>
    public RunState Prepare(UpRequest request, string haproxy)
    {
        ports.Require(request.HttpPort, "the service", "--port");
        var statsPort = StatsPort(request);

        var own = ports.Choose(4, PortChooser.BlockOf(system.Folder.Run), [request.HttpPort, statsPort]);
        var seed = new NodeRecord("seed-1", NodeRole.Seed, own[0], own[1]);
        var ha = new NodeRecord(request.Ha, NodeRole.Ha, own[2], own[3]);
        Clean(seed, ha);

        var state = new RunState(
            RunState.CurrentVersion,
            ProcFs.BootId,
            request.HttpPort,
            statsPort,
            RuntimePath.Make(Path.Combine(system.Folder.HomeOf(ha.Name), "run")),
            haproxy,
            request.Template,
            request.Tls,
            [seed, ha]);
        return system.NewWebs(state, [.. Enumerable.Range(1, request.Webs).Select(ScalePlan.WebName)])
            .Aggregate(state, (all, web) => all.With(web));
    }

    private int StatsPort(UpRequest request)
    {
        if (request.StatsPort is { } wanted)
        {
            ports.Require(wanted, "the stats page", "--stats-port");
            return wanted;
        }

        var port = ports.Prefer(UsualStatsPort, OtherStatsPorts, [request.HttpPort]);
        if (port != UsualStatsPort)
        {
            system.Output.Line($"Port {UsualStatsPort} is taken: the stats page is on {port}.");
        }

        return port;
    }

    /// <summary>A new cluster: what an earlier one remembered of its members would only lead astray.</summary>
    private void Clean(NodeRecord seed, NodeRecord ha)
    {
        foreach (var home in (string[])[system.Folder.HomeOf(seed.Name), system.Folder.HomeOf(ha.Name)])
        {
            if (Directory.Exists(home))
            {
                Directory.Delete(home, recursive: true);
            }

            Directory.CreateDirectory(home);
        }

        Directory.CreateDirectory(NodeLaunch.NodesPath(system.Folder, ha));
        Directory.CreateDirectory(system.Folder.Logs);
        foreach (var log in Directory.GetFiles(system.Folder.Logs, "*.log"))
        {
            File.Move(log, log + ".1", overwrite: true);
        }
    }
}
