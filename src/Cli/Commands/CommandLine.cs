using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using Actors.Cli.Views;

namespace Actors.Cli.Commands;

/// <summary>
/// Runs a command as a process does: signals end it gracefully, a failure is said on standard error, and either has its exit code.
/// </summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(Command command, string[] arguments)
    {
        using var interrupted = new CancellationTokenSource();

        // The first signal asks the command to end gracefully; the second one is not waited for.
        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = !interrupted.IsCancellationRequested;
            interrupted.Cancel();
        }

        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var onHangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);

        try
        {
            var parsed = command.Parse(arguments);
            var exitCode = await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                interrupted.Token);
            return parsed.Action is ParseErrorAction ? ExitCode.Usage : exitCode;
        }
        catch (CommandFailed failure)
        {
            Output.ForConsole().Error(failure.Message, failure.Remedy);
            return failure.ExitCode;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            Output.ForConsole().Error("interrupted.", []);
            return ExitCode.Interrupted;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The disk is full, a folder belongs to another user: the system's own message says it best.
            Output.ForConsole().Error(error.Message, []);
            return ExitCode.Failed;
        }
    }
}
