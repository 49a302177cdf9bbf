using System.Diagnostics;

namespace Actors.Dev.Processes;

/// <summary>What to start, and where what it says goes.</summary>
/// <param name="Program">Path of the executable.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Added to ours; null takes a variable away.</param>
/// <param name="LogFile">Its stdout and stderr are appended here.</param>
internal sealed record SpawnRequest(
    string Program,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string?> Environment,
    string LogFile);

/// <summary>Starts processes that outlive this one: own session, no terminal, output to a file.</summary>
internal static class Spawner
{
    // setsid keeps the pid: a child of ours leads no process group, so it need not fork. $0 is the program.
    private const string Script = "log=$1; shift; exec setsid \"$0\" \"$@\" >>\"$log\" 2>&1 </dev/null";

    public static ProcessId Start(SpawnRequest request)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(request.LogFile)!);
        var start = new ProcessStartInfo("/bin/sh")
        {
            // Pipes, so that this process' terminal is not handed on; the script turns them all away.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["-c", Script, request.Program, request.LogFile, .. request.Arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in request.Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)
            ?? throw new CommandFailed(ExitCode.Failed, $"{request.Program} could not be started.");
        return ProcFs.Identify(process.Id)
            ?? throw new CommandFailed(ExitCode.Failed, $"{request.Program} ended at once.", $"See {request.LogFile}.");
    }
}
