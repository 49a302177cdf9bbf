using System.Diagnostics;
using CliWrap;

namespace Actors.Harness;

/// <summary>One real process of a node, with its log in a file (a pipe would end with this test while HAProxy lives on).</summary>
public sealed class NodeProcess : IDisposable
{
    private readonly Process _process;

    private NodeProcess(Process process, string name, string log, int managementPort)
    {
        _process = process;
        Name = name;
        Log = log;
        ManagementPort = managementPort;
    }

    public string Name { get; }

    public string Log { get; }

    public int ManagementPort { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public static NodeProcess Start(IEnumerable<string> command, string name, string log, int managementPort)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", "log=$1; shift; exec \"$@\" </dev/null >>\"$log\" 2>&1", "sh",
            log }
        };
        foreach (var word in command)
        {
            start.ArgumentList.Add(word);
        }

        return new NodeProcess(Process.Start(start)!, name, log, managementPort);
    }

    /// <summary>SIGKILL: the node gets no chance to say anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and its exit code.</summary>
    public async Task<int> StopAsync()
    {
        await Signals.SendAsync("TERM", _process.Id);
        return await ExitAsync();
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(40));
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}

public static class Signals
{
    public static Task SendAsync(string signal, params int[] pids) =>
        Cli.Wrap("kill")
            .WithArguments(["-" + signal, .. pids.Select(pid => pid.ToString(System.Globalization.CultureInfo.InvariantCulture))])
            .WithValidation(CommandResultValidation.None).ExecuteAsync();
}
