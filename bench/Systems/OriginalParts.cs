using System.Diagnostics;
using Actors.Harness;

namespace Actors.Bench.Systems;

/// <summary>
/// What the original is made of: programs of the system, and its template engine from npm, which is kept for the next run.
/// </summary>
internal static class OriginalParts
{
    private static readonly string[] Programs = ["serf", "s6-svscan", "s6-svc", "node", "npm", "haproxy"];
    private static readonly TimeSpan InstallBound = TimeSpan.FromMinutes(3);

    /// <summary>Our own scripts and files, beside this program.</summary>
    public static string Scripts => Path.Combine(AppContext.BaseDirectory, "Original");

    public static string Handlebars => Path.Combine(Cache, "node_modules", "handlebars-cmd", "index.js");

    private static string Cache => Repository.PathOf(".run", "bench-original");

    /// <summary>Null when everything is there; else what to do.</summary>
    public static async Task<string?> MissingAsync()
    {
        var missing = Programs.Where(program => ProgramPath.Find(program) is null).ToList();
        if (missing.Count > 0)
        {
            return $"The original needs {string.Join(", ", missing)}: apt-get install serf s6 nodejs npm haproxy, or measure --only ours.";
        }

        if (!File.Exists(Handlebars))
        {
            Console.Error.WriteLine("installing the original's template engine: npm ci");
            Directory.CreateDirectory(Cache);
            foreach (var file in new[] { "package.json", "package-lock.json" })
            {
                File.Copy(Path.Combine(Scripts, file), Path.Combine(Cache, file), overwrite: true);
            }

            using var npm = Process.Start(
                new ProcessStartInfo(
                    ProgramPath.Find("npm")!,
                    ["ci", "--no-audit", "--no-fund", "--silent"])
                { WorkingDirectory = Cache, RedirectStandardOutput = true })!;
            using var limit = new CancellationTokenSource(InstallBound);
            await npm.WaitForExitAsync(limit.Token);
        }

        return File.Exists(Handlebars) ? null : $"npm could not install the original's template engine into {Cache}.";
    }
}
