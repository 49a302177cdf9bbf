using System.Security.Cryptography;
using System.Text;

namespace Actors.Dev.Building;

/// <summary>What a build was made from: a hash of the names and contents of every source file and build setting.</summary>
internal static class BuildStamp
{
    private static readonly string[] Settings =
    [
        "global.json", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt",
    ];

    private static readonly string[] Skipped = ["bin", "obj"];

    /// <param name="root">The repository's.</param>
    /// <param name="extra">Whatever else decides on the result, such as the runtime identifier.</param>
    public static string Of(string root, params string[] extra)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Settings.Select(name => Path.Combine(root, name)).Where(File.Exists).Concat(
            Sources(Path.Combine(root, "hocon"))).Concat(Sources(Path.Combine(root, "src"))))
        {
            var content = File.ReadAllBytes(file);
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(root, file)}\0{content.Length}\0"));
            hash.AppendData(content);
        }

        foreach (var text in extra)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{text}\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Sources(string folder)
    {
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            yield return file;
        }

        foreach (var inner in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (!Skipped.Contains(Path.GetFileName(inner)))
            {
                foreach (var file in Sources(inner))
                {
                    yield return file;
                }
            }
        }
    }
}
