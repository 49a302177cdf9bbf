using System.Diagnostics;

namespace Actors.Dev.Processes;

/// <summary>Runs a program that shares this one's terminal, and hands on the order to end.</summary>
internal static class ChildProgram
{
    private static readonly TimeSpan EndBound = TimeSpan.FromSeconds(20);

    /// <summary>Its exit code.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Added to ours.</param>
    /// <param name="time">The time.</param>
    /// <param name="cancellationToken">Has it end, by SIGTERM.</param>
    /// <param name="endBound">How long it may take to end; null for the usual.</param>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string?> environment,
        TimeProvider time,
        CancellationToken cancellationToken,
        TimeSpan? endBound = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1));
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new CommandFailed(ExitCode.Failed, $"{command[0]} could not be started.");
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            // It ends its own children then.
            if (ProcFs.Identify(process.Id) is { } id)
            {
                Signals.Send(id, Signals.Terminate);
                if (!await Signals.GoneAsync(id, endBound ?? EndBound, time, CancellationToken.None))
                {
                    process.Kill(entireProcessTree: true);
                }
            }

            throw;
        }
    }
}
