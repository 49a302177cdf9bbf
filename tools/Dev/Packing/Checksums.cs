using System.Security.Cryptography;

namespace Actors.Dev.Packing;

/// <summary>The file of checksums: what a release has, and what an earlier run of the same left in the folder.</summary>
internal static class Checksums
{
    /// <summary>Writes it for files of its folder; answers each file's sum.</summary>
    public static IReadOnlyDictionary<string, string> Write(string folder, IEnumerable<string> names)
    {
        var sums = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            using var file = File.OpenRead(Path.Combine(folder, name));
            sums[name] = Convert.ToHexStringLower(SHA256.HashData(file));
        }

        File.WriteAllText(Path.Combine(folder, PackNames.Checksums), string.Concat(sums.Select(sum => $"{sum.Value}  {sum.Key}\n")));
        return sums;
    }

    /// <summary>Removes what the file names, and the file; whatever else is in the folder stays.</summary>
    public static void RemoveFormer(string folder)
    {
        var path = Path.Combine(folder, PackNames.Checksums);
        if (!File.Exists(path))
        {
            return;
        }

        foreach (var line in File.ReadAllLines(path))
        {
            if (line.Split("  ", 2) is [_, var name] && name.Length > 0 && Path.GetFileName(name) == name)
            {
                File.Delete(Path.Combine(folder, name));
            }
        }

        File.Delete(path);
    }
}
