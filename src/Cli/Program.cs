using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using Actors.Cli;
using Actors.Cli.Commands;
using Actors.Cli.Completion;
using Actors.Cli.Reporting;

using var interrupted = new CancellationTokenSource();

// The first signal asks the command to end in order; the second one is not waited for.
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
    var command = CompletionScript.IsAsking(args) ? ActorsCommand.CreateForSuggestions() : ActorsCommand.Create();
    var parsed = command.Parse(args);
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
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    // The disk is full, a folder belongs to somebody else: the system's own words say it best.
    Output.ForConsole().Error(e.Message, []);
    return ExitCode.Failed;
}
