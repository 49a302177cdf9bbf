using System.Globalization;
using Actors.Cli.Commands.Certificates;
using Actors.Dev.Processes;
using Actors.Dev.State;

namespace Actors.Dev.Nodes;

/// <summary>How a node is started: which program, with which settings. Pure.</summary>
internal static class NodeLaunch
{
    private const string Loopback = "127.0.0.1";

    public static SpawnRequest For(NodeRecord node, RunState state, RunFolder folder, string dotnetRoot)
    {
        var program = node.Program;
        return new SpawnRequest(
            Path.Combine(folder.Build, "actors-" + program),
            [.. Settings(node, state, folder).Select(setting => $"--{setting.Key}={setting.Value}")],
            Variables(folder, dotnetRoot),
            folder.LogOf(node.Name));
    }

    /// <summary>HAProxy's configuration file; its path on a command line also tells our HAProxy from others.</summary>
    public static string ConfigPath(RunFolder folder, NodeRecord ha) => Path.Combine(folder.HomeOf(ha.Name), "haproxy.cfg");

    public static string NodesPath(RunFolder folder, NodeRecord ha) => Path.Combine(folder.HomeOf(ha.Name), "nodes");

    private static IEnumerable<KeyValuePair<string, string>> Settings(NodeRecord node, RunState state, RunFolder folder)
    {
        yield return new("Node:Name", node.Name);
        yield return new("Node:Host", Loopback);
        yield return new("Node:Port", Text(node.Port));
        yield return new("Node:Seeds", $"{Loopback}:{Text(state.Seed.Port)}");
        yield return new("Node:ManagementPort", Text(node.ManagementPort));
        if (state.IsEncrypted)
        {
            var certificates = new CertificateFolder(folder.Certificates, TimeProvider.System);
            yield return new("Node:TlsCertificate", certificates.CertificateOf(node.Name));
            yield return new("Node:TlsKey", certificates.KeyOf(node.Name));
            yield return new("Node:TlsAuthority", certificates.Authority);
        }

        if (node.Role != NodeRole.Web)
        {
            yield return new("Node:StatePath", folder.HomeOf(node.Name));
        }
        else
        {
            yield return new("Web:Port", Text(node.WebPort ?? 0));
        }

        if (node.Role == NodeRole.Ha)
        {
            yield return new("HaProxy:Binary", state.HaProxyBinary);
            yield return new("HaProxy:ConfigPath", ConfigPath(folder, node));
            yield return new("HaProxy:NodesPath", NodesPath(folder, node));
            yield return new("HaProxy:RuntimePath", state.RuntimePath);
            yield return new("HaProxy:HttpBind", Loopback);
            yield return new("HaProxy:HttpPort", Text(state.HttpPort));
            yield return new("HaProxy:StatsBind", Loopback);
            yield return new("HaProxy:StatsPort", Text(state.StatsPort));
            // Nothing stands in front.
            yield return new("HaProxy:LeaveNotice", "0");
            if (state.TemplatePath is { } template)
            {
                yield return new("HaProxy:TemplatePath", template);
            }
        }
    }

    private static Dictionary<string, string?> Variables(RunFolder folder, string dotnetRoot) => new()
    {
        [OurProcesses.Variable] = folder.Run,
        ["DOTNET_ROOT"] = dotnetRoot,
        // Both make an idle node cheaper: no re-profiling of what is compiled ahead, no spinning in the thread pool.
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
        // What this program was told by its launcher is not theirs.
        ["ACTORS_ROOT"] = null,
        ["ASPNETCORE_URLS"] = null,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
