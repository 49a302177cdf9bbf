using System.Globalization;
using System.Text.Json.Serialization;

namespace Actors.Dev.Packing;

/// <summary>A file of a release.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its checksum.</param>
internal sealed record PackedArtifact(string Name, long Bytes, string Sha256);

/// <summary>What has been packed.</summary>
/// <param name="Version">The version.</param>
/// <param name="Commit">The commit; null outside a clone.</param>
/// <param name="Folder">Where the files are.</param>
/// <param name="Files">Each of them but that of the checksums, by name.</param>
internal sealed record PackReport(string Version, string? Commit, string Folder, IReadOnlyList<PackedArtifact> Files)
{
    /// <summary>What is in a folder.</summary>
    public static PackReport Of(ReleaseVersion version, string folder, IReadOnlyDictionary<string, string> sums) => new(
        version.Text, version.Commit, folder,
        [.. sums.Select(sum => new PackedArtifact(sum.Key, new FileInfo(Path.Combine(folder, sum.Key)).Length, sum.Value))]);

    /// <summary>A line for each file, with its size.</summary>
    public IEnumerable<string> Lines() => Files.Select(file => $"{Size(file.Bytes),10}  {file.Name}");

    /// <summary>A number of bytes for people.</summary>
    public static string Size(long bytes) => bytes switch
    {
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(PackReport))]
internal sealed partial class PackJson : JsonSerializerContext;
