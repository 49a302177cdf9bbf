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
    /// <param name="command">The grammar.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="program">As the user calls the program.</param>
    /// <param name="output">What the user sees; true for <c>--json</c>.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Command command, string[] arguments, string program, Func<bool, Output> output)
    {
        // Before anything else looks for it.
        var screen = StandardOutput.Writer;
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
            return parsed.Action is ParseErrorAction
                ? Tell(UsageErrors.Of(parsed, program))
                : await parsed.InvokeAsync(
                    new InvocationConfiguration
                    {
                        Output = screen,
                        EnableDefaultExceptionHandler = false,
                        ProcessTerminationTimeout = null,
                    },
                    interrupted.Token);
        }
        catch (CommandFailed failure)
        {
            return Tell(failure);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return Tell(new CommandFailed(ExitCode.Interrupted, "interrupted."));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The disk is full, a folder belongs to another user: the system's own message says it best.
            return Tell(new CommandFailed(ExitCode.Failed, error.Message));
        }

        int Tell(CommandFailed failure)
        {
            var json = WantsJson(arguments);
            var said = output(json);
            said.Error(failure);
            if (json)
            {
                said.Json(ErrorReport.Json(failure));
            }

            return failure.ExitCode;
        }
    }

    /// <summary>Whether a program reads what is printed, also where the line makes no sense otherwise.</summary>
    private static bool WantsJson(string[] arguments)
    {
        string[] own = [.. arguments.TakeWhile(argument => argument != "--")];
        return own.Any(word => word is "--json" or "--output=json" or "-o=json" or "-ojson")
            || own.Zip(own.Skip(1)).Any(pair => pair is { First: "--output" or "-o", Second: "json" });
    }
}
