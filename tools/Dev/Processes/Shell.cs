using System.Diagnostics;

namespace Actors.Dev.Processes;

/// <summary>How a program that was run to its end did.</summary>
internal sealed record ShellResult(int ExitCode, IReadOnlyList<string> Lines)
{
    /// <summary>Everything it said, out and err as they came.</summary>
    public string Text => string.Join('\n', Lines);
}

/// <summary>Runs a program to its end, within a bound; ends it and its children when the bound or the user says so.</summary>
internal static class Shell
{
    public static async Task<ShellResult> RunAsync(
        IReadOnlyList<string> command,
        TimeSpan bound,
        CancellationToken cancellationToken,
        Action<string>? onLine = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? folder = null)
    {
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var lines = new List<string>();
        void Take(string? line)
        {
            if (line is not null)
            {
                lock (lines)
                {
                    lines.Add(line);
                    onLine?.Invoke(line);
                }
            }
        }

        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => Take(e.Data);
        process.ErrorDataReceived += (_, e) => Take(e.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(bound);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new CommandFailed(
                Cli.Outcomes.ExitCode.Failed,
                $"not done within {bound.TotalMinutes:0} minutes, ended: {string.Join(' ', command)}");
        }

        lock (lines)
        {
            return new ShellResult(process.ExitCode, [.. lines]);
        }
    }
}
