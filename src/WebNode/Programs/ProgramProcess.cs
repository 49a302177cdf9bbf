using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Actors.Clustering.Programs;

namespace Actors.WebNode.Programs;

/// <summary>
/// One run of the program, in a process group of its own, so that its children end with it. Beside the group a guard reads a
/// pipe that this process alone holds open: when this process ends in whatever way, the kernel closes the pipe and the guard
/// kills the group (<see cref="SessionLaunch"/>). (A death signal of prctl(2) would reach the program only, not its children, and
/// is sent when the thread that started it ends.)
/// </summary>
public sealed partial class ProgramProcess : IDisposable
{
    private const int Kill = 9;
    private const int Terminate = 15;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private readonly Process _process;
    private readonly TimeProvider _time;
    private CancellationToken _grace = new(canceled: true);

    private ProgramProcess(Process process, Action<string> said, TimeProvider time)
    {
        _process = process;
        _time = time;
        Exited = RunAsync(ReadAsync(process.StandardOutput, said), ReadAsync(process.StandardError, said));
    }

    /// <summary>The process, which is also its group.</summary>
    public int Id => _process.Id;

    /// <summary>
    /// Its exit code, 128 + n after the signal n, once it and all of its group have ended and what they said has been read.
    /// </summary>
    public Task<int> Exited { get; }

    /// <summary>Starts it, with the port that it shall listen on as <c>PORT</c>.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static ProgramProcess Start(IReadOnlyList<string> command, int port, Action<string> said, TimeProvider time)
    {
        var start = SessionLaunch.Guarded(command);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        return new ProgramProcess(Process.Start(start)!, said, time);
    }

    /// <summary>Hands a signal on to the program, not to its children.</summary>
    /// <param name="signal">Its number.</param>
    public void Signal(int signal)
    {
        if (!_process.HasExited)
        {
            _ = Send(Id, signal);
        }
    }

    /// <summary>
    /// SIGTERM to the whole group, and SIGKILL to what is left of it after <paramref name="grace"/>. Whether the grace was enough.
    /// </summary>
    public async Task<bool> StopAsync(TimeSpan grace)
    {
        using var limit = new CancellationTokenSource(grace, _time);
        _grace = limit.Token;
        // There is no group yet in its first moments.
        while (!_process.HasExited && Send(-Id, Terminate) != 0 && !limit.IsCancellationRequested)
        {
            await Task.Delay(Poll, _time, CancellationToken.None);
        }

        await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await Exited;
        return !limit.IsCancellationRequested;
    }

    public void Dispose() => _process.Dispose();

    private async Task<int> RunAsync(params Task[] reading)
    {
        await _process.WaitForExitAsync();
        // After an order to stop, its children may finish too.
        while (!_grace.IsCancellationRequested && Send(-Id, 0) == 0)
        {
            await Task.Delay(Poll, _time, CancellationToken.None);
        }

        _ = Send(-Id, Kill);
        await DismissGuardAsync();
        try
        {
            await Task.WhenAll(reading).WaitAsync(LastWords, _time);
        }
        catch (TimeoutException)
        {
            // a process has left the group and holds the output open
        }

        return _process.ExitCode;
    }

    private async Task DismissGuardAsync()
    {
        try
        {
            await _process.StandardInput.WriteLineAsync();
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // it has gone before
        }
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> said)
    {
        var cutter = new LineCutter(said);
        var buffer = new char[4096];
        try
        {
            while (await reader.ReadAsync(buffer) is var read and > 0)
            {
                cutter.Add(buffer.AsSpan(0, read));
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // it has ended
        }

        cutter.End();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int pid, int signal);
}
