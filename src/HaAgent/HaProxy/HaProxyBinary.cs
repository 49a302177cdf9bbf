using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Actors.HaAgent.HaProxy;

/// <summary>HAProxy's program as a tool: its version, and its verdict on a configuration file.</summary>
public sealed partial class HaProxyBinary(string binary, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>The version as it prints it, such as <c>2.6.12</c>; <c>?</c> where it prints none.</summary>
    public async Task<string> VersionAsync(CancellationToken cancellationToken)
    {
        var (_, output) = await RunAsync(["-v"], cancellationToken);
        return VersionPattern().Match(output) is { Success: true } match ? match.Groups[1].Value : "?";
    }

    /// <summary>
    /// Null where HAProxy takes the file, else its own words. Besides the exit code any <c>[ALERT]</c> is a refusal: 3.4
    /// prints one for a bad backend name and still returns 0.
    /// </summary>
    /// <exception cref="TimeoutException">It has not judged within 20 s.</exception>
    /// <exception cref="IOException">It was killed, as where memory is short: that is no verdict.</exception>
    public async Task<string?> CheckAsync(string path, CancellationToken cancellationToken)
    {
        var (code, output) = await RunAsync(["-c", "-f", path], cancellationToken);
        // 128 and the signal's number (Process.ExitCode).
        if (code > 128)
        {
            throw new IOException($"haproxy -c -f {path} was ended by signal {code - 128}");
        }

        return code == 0 && !output.Contains("[ALERT]", StringComparison.Ordinal)
            ? null
            : $"haproxy -c -f {path}: exit code {code}\n{ProcessIdPattern().Replace(output, " ").Trim()}";
    }

    private async Task<(int Code, string Output)> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(binary, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true
            }
        };
        process.Start();
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(both.Token);
        var errors = process.StandardError.ReadToEndAsync(both.Token);
        try
        {
            await process.WaitForExitAsync(both.Token);
            return (process.ExitCode, await errors + await output);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"{binary} {string.Join(' ', arguments)} has not ended within {Longest.TotalSeconds} s");
        }
    }

    // The same refusal should read the same each time.
    [GeneratedRegex(@" +\(\d+\) ", RegexOptions.CultureInvariant)]
    private static partial Regex ProcessIdPattern();

    [GeneratedRegex(@"version (\d+\.\d+(?:\.\d+)?)", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();
}
