using System.Globalization;
using Actors.Dev.Processes;

namespace Actors.Dev.Tests.Support;

/// <summary>Real processes for a test, ended after it.</summary>
internal sealed class Children : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly List<ProcessId> _started = [];

    public string Log => _folder.At("child.log");

    public ProcessId Sleep(IReadOnlyDictionary<string, string?>? environment = null) => Start("sleep", ["300"], environment);

    /// <summary>Ignores SIGTERM; ready for it when this returns.</summary>
    public async Task<ProcessId> Stubborn()
    {
        var stubborn = Script("trap '' TERM; echo ready; while :; do sleep 300; done");
        await Eventually.TrueAsync(() => File.Exists(Log) && File.ReadAllText(Log).Contains("ready", StringComparison.Ordinal));
        return stubborn;
    }

    public ProcessId Script(string script, IReadOnlyDictionary<string, string?>? environment = null) =>
        Start("/bin/sh", ["-c", script], environment);

    public ProcessId Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var process = Spawner.Start(new SpawnRequest(program, arguments, environment ?? new Dictionary<string, string?>(), Log));
        _started.Add(process);
        // It leads its session, and so is found at the end, once its shell has opened the log.
        Assert.True(SpinWait.SpinUntil(() => ProcFs.Stat(process.Pid)?.Session is not { } session || session == process.Pid, Longest));
        return process;
    }

    public static IEnumerable<int> Of(int parent) => ProcFs.All().Where(pid => ProcFs.Stat(pid)?.Parent == parent);

    public void Dispose()
    {
        foreach (var process in _started)
        {
            // Each leads a session of its own: what it started is found by that.
            foreach (var pid in ProcFs.All().Where(pid => ProcFs.Stat(pid)?.Session == process.Pid).ToArray())
            {
                if (ProcFs.Identify(pid) is { } member)
                {
                    Signals.Send(member, Signals.Kill);
                }
            }
        }

        _folder.Dispose();
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
