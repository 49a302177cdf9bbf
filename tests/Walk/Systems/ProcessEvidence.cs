using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Cli.Views;
using Actors.Dev.Processes;
using Actors.Dev.State;
using Actors.Dev.Views;

namespace Actors.Walk.Systems;

/// <summary>How a node's process runs, as <c>docker inspect</c> tells it of a container.</summary>
/// <param name="Node">What was started, and at which ports.</param>
/// <param name="IsAlive">Whether it runs.</param>
/// <param name="Parent">The process that has it; 1 for nobody's.</param>
/// <param name="Session">Its session.</param>
/// <param name="Arguments">Program and settings.</param>
internal sealed record ProcessInspection(NodeRecord Node, bool IsAlive, int? Parent, int? Session, IReadOnlyList<string> Arguments);

/// <summary>Local processes in words: what <c>docker ps</c> and <c>docker inspect</c> tell of containers.</summary>
internal static class ProcessEvidence
{
    /// <summary>The nodes as <c>./actors ps</c> lists them, then every process, HAProxy's too.</summary>
    public static string Of(SystemReport report, IEnumerable<ProcessId> processes)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var output = new Output(text, TextWriter.Null, interactive: false);
        output.Show(NodeTable.Of(report));
        output.Line();
        output.Line();
        output.Line("  PID  PARENT  COMMAND");
        foreach (var process in processes.OrderBy(process => process.Pid))
        {
            if (ProcFs.Stat(process.Pid) is { } stat)
            {
                output.Line(string.Create(
                    CultureInfo.InvariantCulture, $"{stat.Pid,5}  {stat.Parent,6}  {string.Join(' ', ProcFs.Arguments(stat.Pid))}"));
            }
        }

        return text.ToString();
    }

    public static string Of(NodeRecord node)
    {
        var stat = node.Process is { } process && ProcFs.IsAlive(process) ? ProcFs.Stat(process.Pid) : null;
        return JsonSerializer.Serialize(
            new ProcessInspection(
                node, stat is not null, stat?.Parent, stat?.Session, stat is { Pid: var pid } ? ProcFs.Arguments(pid) : []),
            InspectionJson.Default.ProcessInspection) + "\n";
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProcessInspection))]
internal sealed partial class InspectionJson : JsonSerializerContext;
