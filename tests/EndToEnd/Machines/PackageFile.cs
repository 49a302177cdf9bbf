using CliWrap.Buffered;

namespace Actors.EndToEnd.Machines;

/// <summary>
/// The package, made of the executable that these tests run. Where that is no native file, it is one of many, and .NET is the machine's.
/// </summary>
internal static class PackageFile
{
    /// <summary>Makes <c>actors_VERSION_ARCHITECTURE.deb</c>.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="version">Its version; the executable's may be another.</param>
    /// <returns>Its path.</returns>
    public static async Task<string> MakeAsync(string folder, string version)
    {
        var executable = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(LocalSystem.Program("seed"))!, "actors"));
        var tree = Path.Combine(folder, version);
        await ExecuteAsync("cp", "--recursive", Repository.PathOf("packaging", "debian", "actors"), tree);
        var place = Path.Combine(tree, (await File.ReadAllTextAsync(Path.Combine(tree, "executable"))).Trim());
        File.Delete(Path.Combine(tree, "executable"));
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        if (File.Exists(executable + ".dll"))
        {
            var all = Path.Combine(tree, "usr", "lib", "actors", "files");
            await ExecuteAsync("cp", "--recursive", Path.GetDirectoryName(executable)!, all);
            File.CreateSymbolicLink(place, "../lib/actors/files/actors");
        }
        else
        {
            File.Copy(executable, place);
        }

        var architecture = (await ExecuteAsync("dpkg", "--print-architecture")).Trim();
        var control = Path.Combine(tree, "DEBIAN", "control");
        await File.WriteAllTextAsync(
            control,
            (await File.ReadAllTextAsync(control)).Replace("@VERSION@", version, StringComparison.Ordinal)
                .Replace("@ARCH@", architecture, StringComparison.Ordinal)
                .Replace("@MAINTAINER@", "Tests <root@localhost>", StringComparison.Ordinal)
                // It was built, or is made of what runs, here: the machines have the same.
                .Replace("@GLIBC@", "2.17", StringComparison.Ordinal));
        var file = Path.Combine(folder, $"actors_{version}_{architecture}.deb");
        await ExecuteAsync("dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", tree, file);
        return file;
    }

    private static async Task<string> ExecuteAsync(string program, params string[] arguments) =>
        (await CliWrap.Cli.Wrap(program).WithArguments(arguments).ExecuteBufferedAsync()).StandardOutput;
}
