namespace Actors.Bench.Systems;

/// <summary>Where a program is: on PATH, or where system programs are even when a plain user's PATH leaves those folders out.</summary>
internal static class ProgramPath
{
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/local/sbin").Append("/usr/sbin")
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
