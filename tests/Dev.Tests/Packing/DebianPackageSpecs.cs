using Actors.Dev.Packing;
using Actors.Dev.Processes;

namespace Actors.Dev.Tests.Packing;

/// <summary>Packages of descriptions, by the real dpkg-deb.</summary>
public sealed class DebianPackageSpecs : IDisposable
{
    private static readonly ReleaseVersion Version =
        new("0.2.0-dev.0.3", "abc", new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero), IsChanged: false)
        {
            Maintainer = "Ann <ann@example.org>",
        };

    private static readonly PackTarget Target = PackTarget.Named("x64");

    private readonly TemporaryFolder _root = new();

    public DebianPackageSpecs()
    {
        _root.File("LICENSE", "free");
        _root.File("CHANGELOG.md", "# Changes");
        _root.File("packaging/actors.1", ".TH ACTORS 1 \"\" \"actors @VERSION@\"");
        _root.File("packaging/debian/actors/executable", "usr/bin/actors\n");
        _root.File("packaging/debian/actors/DEBIAN/control", Control("actors", "@ARCH@"));
        _root.File("packaging/debian/actors/DEBIAN/conffiles", "/etc/actors/node.env\n");
        _root.File("packaging/debian/actors/DEBIAN/postinst", "#!/bin/sh\nexit 0\n");
        _root.File("packaging/debian/actors/etc/actors/node.env", "# settings");
        _root.File("packaging/debian/actors/usr/share/doc/actors/copyright", "its own");
        _root.File("packaging/debian/actors-common/DEBIAN/control", Control("actors-common", "all"));
        _root.File("packaging/debian/actors-common/usr/lib/a", "a");
        _root.File("packaging/debian/notes.md", "no package");
        _root.File("program", "I am the executable.");
        _root.File("sbom.json", "{}");
    }

    private ReleaseContents Contents => new(_root.Path, Version, _root.At("program"), _root.At("sbom.json"));

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Each_folder_with_a_control_file_is_a_package_of_its_own_architecture() => Assert.Equal(
        [("actors", "amd64"), ("actors-common", "all")],
        DebianPackage.In(_root.Path).Select(package => (package.Name, package.ArchitectureFor(Target))));

    [Fact]
    public void A_repository_that_describes_none_has_none()
    {
        using var other = new TemporaryFolder();

        Assert.Empty(DebianPackage.In(other.Path));
    }

    [Fact]
    public async Task The_one_with_the_executable_has_all_that_belongs_to_it()
    {
        var deb = await MakeAsync("actors");

        var listed = await Ask("dpkg-deb", "--contents", deb);
        Assert.Equal(
            [
                "-rw-r--r-- root/root ./etc/actors/node.env",
                "-rwxr-xr-x root/root ./usr/bin/actors",
                "lrwxrwxrwx root/root ./usr/bin/actors-ha -> actors",
                "lrwxrwxrwx root/root ./usr/bin/actors-seed -> actors",
                "lrwxrwxrwx root/root ./usr/bin/actors-web -> actors",
                "-rw-r--r-- root/root ./usr/share/bash-completion/completions/actors",
                "-rw-r--r-- root/root ./usr/share/doc/actors/changelog.gz",
                "-rw-r--r-- root/root ./usr/share/doc/actors/copyright",
                "-rw-r--r-- root/root ./usr/share/doc/actors/sbom.cdx.json",
                "-rw-r--r-- root/root ./usr/share/fish/vendor_completions.d/actors.fish",
                "lrwxrwxrwx root/root ./usr/share/man/man1/actors-ha.1.gz -> actors.1.gz",
                "lrwxrwxrwx root/root ./usr/share/man/man1/actors-seed.1.gz -> actors.1.gz",
                "lrwxrwxrwx root/root ./usr/share/man/man1/actors-web.1.gz -> actors.1.gz",
                "-rw-r--r-- root/root ./usr/share/man/man1/actors.1.gz",
                "-rw-r--r-- root/root ./usr/share/zsh/vendor-completions/_actors",
            ],
            listed.Lines.Where(line => line[0] != 'd').Select(Shape).OrderBy(line => line[21..], StringComparer.Ordinal));
        Assert.All(listed.Lines, line => Assert.DoesNotContain("executable", line, StringComparison.Ordinal));
        await Ask("dpkg-deb", "--extract", deb, _root.At("installed"));
        Assert.Equal("its own", await File.ReadAllTextAsync(_root.At("installed/usr/share/doc/actors/copyright")));
        Assert.Contains(
            "actors 0.2.0-dev.0.3", (await Ask("gunzip", "--stdout", _root.At("installed/usr/share/man/man1/actors.1.gz"))).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_control_files_have_version_size_and_sums_and_its_scripts_can_be_run()
    {
        var deb = await MakeAsync("actors");

        Assert.Equal("0.2.0~dev.0.3", (await Ask("dpkg-deb", "--field", deb, "Version")).Text);
        Assert.Equal("amd64", (await Ask("dpkg-deb", "--field", deb, "Architecture")).Text);
        Assert.InRange(int.Parse((await Ask("dpkg-deb", "--field", deb, "Installed-Size")).Text, null), 10, 40);
        var sums = (await Ask("dpkg-deb", "--info", deb, "md5sums")).Lines;
        Assert.Contains(sums, line => line.EndsWith("  usr/bin/actors", StringComparison.Ordinal));
        Assert.DoesNotContain(sums, line => line.EndsWith("node.env", StringComparison.Ordinal));
        var extracted = _root.At("control");
        await Ask("dpkg-deb", "--control", deb, extracted);
        Assert.True(File.GetUnixFileMode(Path.Combine(extracted, "postinst")).HasFlag(UnixFileMode.OtherExecute));
    }

    [Fact]
    public async Task Another_package_is_what_is_described()
    {
        var deb = await MakeAsync("actors-common");

        Assert.Equal(
            ["-rw-r--r-- root/root ./usr/lib/a"],
            (await Ask("dpkg-deb", "--contents", deb)).Lines.Where(line => line[0] != 'd').Select(Shape));
    }

    [Fact]
    public async Task The_same_files_make_the_same_bytes()
    {
        var first = await File.ReadAllBytesAsync(await MakeAsync("actors"));
        File.SetLastWriteTimeUtc(_root.At("program"), DateTime.UnixEpoch.AddYears(50));
        File.SetUnixFileMode(_root.At("packaging/debian/actors/etc/actors/node.env"), UnixFileMode.UserRead);

        Assert.Equal(first, await File.ReadAllBytesAsync(await MakeAsync("actors")));
    }

    private async Task<string> MakeAsync(string name)
    {
        var package = DebianPackage.In(_root.Path).Single(package => package.Name == name);
        var path = _root.At($"{name}.deb");
        await DebianFiles.MakeAsync(path, package.Files(Target, Contents), Version.Time, _root.At("staging"), CancellationToken.None);
        Assert.False(Directory.Exists(_root.At("staging")));
        return path;
    }

    private static async Task<ShellResult> Ask(params string[] command)
    {
        var result = await Shell.RunAsync(command, TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.True(result.ExitCode == 0, result.Text);
        return result;
    }

    // Permissions, owner, name: without size and time.
    private static string Shape(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', [words[0], words[1], .. words[5..]]);
    }

    [Fact]
    public async Task It_needs_the_glibc_that_the_executable_was_linked_with_and_names_its_maintainer()
    {
        // Any executable of this machine, and the linker's own word for what it needs.
        File.Copy("/bin/sh", _root.At("program"), overwrite: true);
        _root.File(
            "packaging/debian/actors/DEBIAN/control",
            Control("actors", "@ARCH@").Replace(
                "Somebody <somebody@example.org>", "@MAINTAINER@\nDepends: libc6 (>= @GLIBC@)", StringComparison.Ordinal));
        var needed = (await Ask("sh", "-c", $"grep -aoh 'GLIBC_[0-9.]*' {_root.At("program")} | sort -uV | tail -n 1")).Text.Trim();

        var deb = await MakeAsync("actors");

        Assert.Equal($"libc6 (>= {needed["GLIBC_".Length..]})", (await Ask("dpkg-deb", "--field", deb, "Depends")).Text);
        Assert.Equal("Ann <ann@example.org>", (await Ask("dpkg-deb", "--field", deb, "Maintainer")).Text);
    }

    [Fact]
    public async Task What_is_no_executable_has_no_package_that_says_what_it_needs()
    {
        _root.File(
            "packaging/debian/actors/DEBIAN/control", Control("actors", "@ARCH@") + "Depends: libc6 (>= @GLIBC@)\n");

        var fault = await Assert.ThrowsAsync<CommandFailed>(() => MakeAsync("actors"));

        Assert.Contains("does not say which glibc it needs", fault.Message, StringComparison.Ordinal);
    }

    private static string Control(string name, string architecture) => $"""
        Package: {name}
        Version: @VERSION@
        Architecture: {architecture}
        Maintainer: Somebody <somebody@example.org>
        Description: a package
         of a test

        """;
}
