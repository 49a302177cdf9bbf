using System.Globalization;
using System.Text.RegularExpressions;

namespace Actors.EndToEnd.Programs;

/// <summary>A web node with a program behind it that begins only once a gate is open: so a test decides when it is well.</summary>
internal sealed partial class ProgramNode
{
    // Ends with the gate's keeper: a shell that becomes the program.
    private const string BehindGate = "gate=$1; shift; until [ -e \"$gate\" ]; do sleep 0.02; done; exec \"$@\"";

    private readonly string _gate;
    private readonly NodeProcess _process;

    private ProgramNode(NodeProcess process, string folder, string gate)
    {
        _process = process;
        Folder = folder;
        _gate = gate;
    }

    public NodeProcess Process => _process;

    public string Name => _process.Name;

    /// <summary>Where the program has its files.</summary>
    public string Folder { get; }

    public static ProgramNode Start(LocalSystem system, string program, int number, bool isGateOpen = true, params string[] settings)
    {
        var folder = Path.Combine(system.Folder, $"program-{number}");
        var port = Ports.Free();
        var command = ForeignProgram.Prepare(program, folder, $"web-{number}", port);
        return Start(system, number, folder, port, isGateOpen, command, settings);
    }

    public static ProgramNode Start(
        LocalSystem system, int number, string folder, int port, bool isGateOpen, string[] command, string[] settings)
    {
        var gate = Path.Combine(Directory.CreateDirectory(folder).FullName, "gate");
        File.Delete(gate);
        if (isGateOpen)
        {
            File.WriteAllText(gate, "");
        }

        return new ProgramNode(
            system.StartWeb(number, [$"--Web:Port={port}", .. settings, "--", "sh", "-c", BehindGate, "sh", gate, .. command]), folder,
            gate);
    }

    public void OpenGate() => File.WriteAllText(_gate, "");

    public void CloseGate() => File.Delete(_gate);

    /// <summary>The process id of the program, which is also its group; the last that was started.</summary>
    public int ProgramId => int.Parse(Started().Last().Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    /// <summary>How many times it has been started.</summary>
    public int Starts => Started().Count;

    public string Log => File.ReadAllText(_process.Log);

    /// <summary>Waits until the node says this in its log.</summary>
    public Task UntilLoggedAsync(LocalSystem system, string text) =>
        Eventually.BecomesAsync(
            $"{Name} logs '{text}'", system.Tail, () => Task.FromResult((Log.Contains(text, StringComparison.Ordinal), "")));

    /// <summary>Waits until the node's own health is as wanted.</summary>
    public Task UntilHealthAsync(LocalSystem system, bool isReady) =>
        Eventually.BecomesAsync($"{Name} is {(isReady ? "" : "not ")}ready", system.Tail, async () =>
        (await system.AskAsync(HttpMethod.Get, Name, "/health/ready")).Status is var status && status == (isReady ? 200 : 503)
            ? (true, "")
            : (false, $"{status}"));

    /// <summary>Waits until nobody is left of the program's group, nor who watches over it.</summary>
    public Task UntilNothingLeftAsync(LocalSystem system) =>
        Eventually.BecomesAsync($"nothing is left of the program of {Name}", system.Tail, () =>
    {
        int[] left = [.. ProcessGroup.Of(ProgramId), .. ProcessGroup.WithLastArgument($"{ProgramId}")];
        return Task.FromResult((left.Length == 0, string.Join(' ', left)));
    });

    private MatchCollection Started() => StartedPattern().Matches(Log);

    [GeneratedRegex(@"The program runs as process (\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex StartedPattern();
}
