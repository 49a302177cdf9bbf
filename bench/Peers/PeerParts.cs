using System.Diagnostics;
using System.Text.RegularExpressions;
using Actors.Bench.Systems;
using Actors.Harness;

namespace Actors.Bench.Peers;

/// <summary>The programs of the peers: where they are, and of which versions.</summary>
internal static partial class PeerParts
{
    /// <summary>Our configurations of them, beside this program.</summary>
    public static string Configuration => Path.Combine(AppContext.BaseDirectory, "Peers", "Configuration");

    /// <summary>A program that <c>bench/Peers/parts.sh</c> has put beside the system.</summary>
    public static string Program(string name) => Repository.PathOf(".run", "peers", name, "run");

    /// <summary>Loads what is missing of these; null when everything is there, else why not.</summary>
    public static async Task<string?> MissingAsync(IReadOnlyList<string> names)
    {
        if (ProgramPath.Find("node") is null)
        {
            return "The app of the comparison needs node: apt-get install nodejs.";
        }

        if (names.Count == 0)
        {
            return null;
        }

        using var script = Process.Start(
            new ProcessStartInfo("bash", [Repository.PathOf("bench", "Peers", "parts.sh"), .. names]) { RedirectStandardOutput = true })!;
        await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        return script.ExitCode == 0 ? null : $"bench/Peers/parts.sh could not get {string.Join(", ", names)}; its output says why.";
    }

    /// <summary>The version that a program says of itself.</summary>
    public static async Task<string> VersionAsync(string program, string word)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, [word]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return VersionIn(said);
    }

    /// <summary>The first version in what a program says: <c>2.6.12</c> of <c>HAProxy version 2.6.12-1+deb12u4</c>; "" for none.</summary>
    public static string VersionIn(string said) => Version().Match(said).Value;

    [GeneratedRegex(@"(?<![\w.])\d+\.\d+\.\d+|(?<=[v/])\d+\.\d+\.\d+")]
    private static partial Regex Version();
}
