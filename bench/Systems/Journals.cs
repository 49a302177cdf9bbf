namespace Actors.Bench.Systems;

/// <summary>The web nodes' journals: a folder, a file for each node.</summary>
internal static class Journals
{
    public const string Extension = ".journal";

    public static string PathOf(string folder, string host) => Path.Combine(folder, host + Extension);

    public static IReadOnlyList<JournalLine> Read(string folder) =>
        [.. Directory.GetFiles(folder, "*" + Extension).SelectMany(File.ReadLines).Select(line => line.Split(' ')).Where(parts =>
            parts.Length == 3)
            .Select(parts => new JournalLine(parts[0], parts[1], parts[2]))];
}
