namespace Actors.Clustering.Seeds;

/// <summary>A file of seeds: one <c>host:port</c> a line, and comments from a <c>#</c> on. Pure.</summary>
public static class SeedFile
{
    /// <summary>The seeds of the text; lines that are none are left out, and named in the fault.</summary>
    public static SeedAnswer Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var seeds = new List<SeedAddress>();
        var faults = new List<string>();
        foreach (var (line, number) in text.Split('\n').Select((line, index) => (line.Split('#')[0].Trim(), index + 1)))
        {
            if (line.Length > 0 && SeedAddress.TryParse(line, out var fault) is var seed)
            {
                if (seed is null)
                {
                    faults.Add($"line {number} '{Shown(line)}': {fault}");
                }
                else
                {
                    seeds.Add(seed);
                }
            }
        }

        return new(seeds, faults.Count > 0 ? string.Join("; ", faults.Take(3)) : seeds.Count == 0 ? "names no seed" : "");
    }

    private static string Shown(string line) => new([.. line.Take(80).Select(c => char.IsControl(c) ? '?' : c)]);
}
