using System.Globalization;

namespace Actors.Dev.Packing;

/// <summary>
/// A Debian package as <c>packaging/debian/NAME</c> describes it: the files as they are installed, and <c>DEBIAN/</c>. One with a file
/// <c>executable</c>, which names a place such as <c>usr/bin/actors</c>, gets the executable there, with all that belongs to it.
/// </summary>
/// <param name="Folder">The description's.</param>
internal sealed record DebianPackage(string Folder)
{
    private const string Marker = "executable";
    private const string Control = "DEBIAN/control";
    private const string Glibc = "@GLIBC@";
    private const string Sums = "DEBIAN/md5sums";

    private static readonly string[] Scripts = ["preinst", "postinst", "prerm", "postrm", "config"];

    /// <summary>Its name.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>All that the repository describes, by name.</summary>
    public static IReadOnlyList<DebianPackage> In(string root) =>
        Path.Combine(root, "packaging", "debian") is var folder && Directory.Exists(folder)
            ? [
                .. Directory.GetDirectories(folder).Where(package => File.Exists(Path.Combine(package, Control)))
                    .Order(StringComparer.Ordinal).Select(package => new DebianPackage(package)),
            ]
            : [];

    /// <summary>Its architecture: a package without the executable may be for all of them.</summary>
    public string ArchitectureFor(PackTarget target) => Field(ControlFor(target), "Architecture") ?? target.Debian;

    /// <summary>All its files.</summary>
    /// <param name="target">For which processor.</param>
    /// <param name="contents">What goes with the executable.</param>
    public IReadOnlyList<PackedFile> Files(PackTarget target, ReleaseContents contents)
    {
        var own = PackedFile.Below(Folder).Where(file => file.Path is not (Marker or Control)).Select(WithMode).ToList();
        var taken = own.Select(file => file.Path).ToHashSet();
        own.AddRange(OfExecutable(contents).Where(file => !taken.Contains(file.Path)));
        PackedFile[] installed = [.. own.Where(file => !file.Path.StartsWith("DEBIAN/", StringComparison.Ordinal))];
        var control = ControlFor(target)
            .Replace("@VERSION@", contents.Version.Debian, StringComparison.Ordinal)
            .Replace("@MAINTAINER@", contents.Version.Maintainer, StringComparison.Ordinal);
        if (control.Contains(Glibc, StringComparison.Ordinal))
        {
            control = control.Replace(Glibc, GlibcNeed.Of(contents.Executable).ToString(2), StringComparison.Ordinal);
        }

        if (Field(control, "Installed-Size") is null)
        {
            control = $"{control.TrimEnd('\n')}\nInstalled-Size: {DebianFiles.SizeOf(installed).ToString(CultureInfo.InvariantCulture)}\n";
        }

        return [.. own, PackedFile.Of(Control, control), PackedFile.Of(Sums, DebianFiles.Md5Sums(installed.Except(Settings(own))))];
    }

    /// <summary>A field of a control file; null where it has none.</summary>
    public static string? Field(string control, string name) => control.Split('\n')
        .Where(line => line.StartsWith(name + ':', StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();

    private string ControlFor(PackTarget target) =>
        File.ReadAllText(Path.Combine(Folder, Control)).Replace("@ARCH@", target.Debian, StringComparison.Ordinal);

    private IEnumerable<PackedFile> OfExecutable(ReleaseContents contents)
    {
        var marker = Path.Combine(Folder, Marker);
        if (!File.Exists(marker))
        {
            return [];
        }

        const string manuals = "usr/share/man/man1";
        var documents = $"usr/share/doc/{Name}";
        return
        [
            .. contents.Programs(File.ReadAllText(marker).Trim()),
            .. ReleaseContents.Completions("usr/share"),
            ReleaseContents.ZshCompletion("usr/share/zsh/vendor-completions"),
            new PackedBytes($"{manuals}/actors.1.gz", DebianFiles.Compressed(contents.Manual())),
            .. ReleaseContents.Links.Select(link => new PackedLink($"{manuals}/{link}.1.gz", "actors.1.gz")),
            PackedFile.Of($"{documents}/copyright", new FileInfo(Path.Combine(contents.Root, "LICENSE"))),
            new PackedBytes(
                $"{documents}/changelog.gz", DebianFiles.Compressed(File.ReadAllBytes(Path.Combine(contents.Root, "CHANGELOG.md")))),
            PackedFile.Of($"{documents}/sbom.cdx.json", new FileInfo(contents.BillOfMaterials)),
        ];
    }

    /// <summary>What dpkg knows as settings, which operators change.</summary>
    private IEnumerable<PackedFile> Settings(IReadOnlyList<PackedFile> files)
    {
        var list = Path.Combine(Folder, "DEBIAN", "conffiles");
        var named = File.Exists(list) ? File.ReadAllLines(list).Select(line => line.Trim().TrimStart('/')).ToHashSet() : [];
        return files.Where(file => named.Contains(file.Path));
    }

    private static PackedFile WithMode(PackedFile file) =>
        file is PackedCopy copy && Scripts.Any(script => copy.Path == $"DEBIAN/{script}") ? copy with { IsExecutable = true } : file;
}
