using System.Text;
using Actors.Cli.Commands;

namespace Actors.Dev.Packing;

/// <summary>What belongs to the executable wherever it is installed, and where: as below <c>/usr</c>.</summary>
/// <param name="Root">The repository's.</param>
/// <param name="Version">What is packed.</param>
/// <param name="Executable">The executable.</param>
/// <param name="BillOfMaterials">What it is made of, a file.</param>
internal sealed record ReleaseContents(string Root, ReleaseVersion Version, string Executable, string BillOfMaterials)
{
    /// <summary>The executable's other names: it is a seed, an agent or a node by them.</summary>
    public static readonly IReadOnlyList<string> Links = ["actors-ha", "actors-seed", "actors-web"];

    private const string Name = "actors";

    /// <summary>Where packages for a distribution are described; their settings and units are in the tarball, too.</summary>
    private string Debian => Path.Combine(Root, "packaging", "debian");

    /// <summary>The executable at its place, and its links beside it.</summary>
    /// <param name="place">Such as <c>bin/actors</c>.</param>
    public IEnumerable<PackedFile> Programs(string place) =>
    [
        new PackedCopy(place, Executable, IsExecutable: true),
        .. Links.Select(link => new PackedLink(Path.Combine(Path.GetDirectoryName(place) ?? "", link), Path.GetFileName(place))),
    ];

    /// <summary>What has a shell complete its command lines.</summary>
    /// <param name="share">Such as <c>share</c>.</param>
    public static IEnumerable<PackedFile> Completions(string share) =>
    [
        PackedFile.Of($"{share}/bash-completion/completions/{Name}", CompletionScript.For("bash", Name) + "\n"),
        PackedFile.Of($"{share}/fish/vendor_completions.d/{Name}.fish", CompletionScript.For("fish", Name) + "\n"),
    ];

    /// <summary>The completion for zsh, whose folder has another name in each distribution.</summary>
    /// <param name="folder">Such as <c>share/zsh/site-functions</c>.</param>
    public static PackedFile ZshCompletion(string folder) => PackedFile.Of($"{folder}/_{Name}", CompletionScript.For("zsh", Name) + "\n");

    /// <summary>The text of the manual page.</summary>
    public byte[] Manual() => Encoding.UTF8.GetBytes(
        File.ReadAllText(Path.Combine(Root, "packaging", "actors.1")).Replace("@VERSION@", Version.Text, StringComparison.Ordinal));

    /// <summary>Everything in the tarball.</summary>
    public IEnumerable<PackedFile> All() =>
    [
        .. ((string[])["README.md", "LICENSE", "CHANGELOG.md"]).Select(name => PackedFile.Of(name, new FileInfo(Path.Combine(Root, name)))),
        PackedFile.Of("sbom.cdx.json", new FileInfo(BillOfMaterials)),
        .. Programs($"bin/{Name}"),
        .. Completions("share"),
        ZshCompletion("share/zsh/site-functions"),
        new PackedBytes($"share/man/man1/{Name}.1", Manual()),
        .. Links.Select(link => new PackedLink($"share/man/man1/{link}.1", $"{Name}.1")),
        .. Examples(),
    ];

    /// <summary>Settings with comments, and units, as the packages have them.</summary>
    private IEnumerable<PackedFile> Examples() => Directory.Exists(Debian)
        ? Directory.GetDirectories(Debian).Order(StringComparer.Ordinal).SelectMany(package => (PackedFile[])
        [
            .. PackedFile.Below(Path.Combine(package, "etc", Name), $"etc/{Name}"),
            .. PackedFile.Below(Path.Combine(package, "lib", "systemd", "system"), "lib/systemd/system"),
            .. PackedFile.Below(Path.Combine(package, "usr", "lib", "systemd", "system"), "lib/systemd/system"),
            .. PackedFile.Below(Path.Combine(package, "usr", "lib", "sysusers.d"), "lib/sysusers.d"),
            .. PackedFile.Below(Path.Combine(package, "usr", "lib", Name), $"lib/{Name}"),
        ])
        : [];
}
