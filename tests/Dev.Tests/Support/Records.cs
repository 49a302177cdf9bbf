using Actors.Cli.Views;
using Actors.Dev.Nodes;
using Actors.Dev.Processes;
using Actors.Dev.State;

namespace Actors.Dev.Tests.Support;

/// <summary>Values that many tests begin with.</summary>
internal static class Records
{
    public static readonly NodeRecord Seed = new("seed-1", NodeRole.Seed, 4053, 8558);

    public static readonly NodeRecord Ha = new("ha-1", NodeRole.Ha, 4054, 8090);

    public static NodeRecord Web(int number, ProcessId? process = null, string? end = null) =>
        new(ScalePlan.WebName(number), NodeRole.Web, 5000 + number, 6000 + number, 7000 + number, process, end);

    public static RunState State(params NodeRecord[] nodes) =>
        new(RunState.CurrentVersion, ProcFs.BootId, 8080, 1936, "/r/.run/ha-1/run", "/usr/sbin/haproxy", null, false, [Seed, Ha, .. nodes]);

    /// <summary>A system whose output is kept.</summary>
    public static LocalSystem System(string root, TextWriter? output = null, bool isJson = false) => new(
        new RunFolder(root),
        new Output(output ?? TextWriter.Null, TextWriter.Null, interactive: false, quiet: isJson),
        TimeProvider.System);
}
