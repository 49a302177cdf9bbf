using Actors.Cli.Views;
using Actors.Dev.Machine;
using Actors.Dev.State;

namespace Actors.Dev.Packing;

/// <summary>One call of <c>./actors pack</c>: all files of a release, made anew, and their checksums.</summary>
internal sealed class PackSession(RunFolder folder, Output output, TimeProvider time, PackRequest request)
{
    private static readonly TimeSpan BuildPatience = TimeSpan.FromMinutes(40);

    private readonly NativeBuild _build = new(folder);
    private readonly List<string> _made = [];

    /// <summary>The folder of the files.</summary>
    public string Target { get; } = request.Out ?? Path.Combine(folder.Root, "artifacts");

    /// <summary>Packs.</summary>
    public async Task<PackReport> RunAsync(CancellationToken cancellationToken)
    {
        var docker = request.Parts.HasFlag(PackPart.Images) ? await ImageArchives.RequireAsync(cancellationToken) : null;
        await RequireAsync(cancellationToken);
        // Builds of the tests use the same places.
        using var taken = await FolderLock.TakeAsync(
            folder.BuildLock, BuildPatience, () => output.Line("Waiting for another build to end ..."), time, cancellationToken);
        await StepAsync("Fetching packages", "Fetched packages", () => _build.RestoreAsync(request.Targets[0], cancellationToken));
        var version = await ReleaseVersions.ReadAsync(folder.Root, cancellationToken);
        if (request.Executable is { } given)
        {
            version = version with { Text = await ReleaseVersions.OfExecutableAsync(given, cancellationToken) };
        }

        output.Line($"Version {version.Text}, commit {version.Commit ?? "unknown"}");
        if (version.IsChanged)
        {
            output.Bad("There are changes here that this commit does not have: what is packed is not what it says.");
        }

        Directory.CreateDirectory(Target);
        Checksums.RemoveFormer(Target);
        foreach (var target in request.NeedsExecutable ? request.Targets : [])
        {
            await PackAsync(target, version, cancellationToken);
        }

        if (request.Parts.HasFlag(PackPart.NuGet))
        {
            await StepAsync("Packing the NuGet packages", "Packed the NuGet packages", async () =>
                _made.AddRange(await new NuGetPackages(folder).PackAsync(Target, version, cancellationToken)));
        }

        foreach (var image in docker is null ? [] : ImageArchives.Names)
        {
            // The engine builds for the processor that it runs on.
            var name = PackNames.Image(image, version, NativeBuild.ThisMachine);
            await MakeAsync(name, path => new ImageArchives(folder).SaveAsync(docker!, image, version, path, cancellationToken));
        }

        return PackReport.Of(version, Target, Checksums.Write(Target, _made));
    }

    /// <summary>What is missing on the machine is said before minutes are spent.</summary>
    private async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (request.Parts.HasFlag(PackPart.Deb))
        {
            DebianFiles.Require();
        }

        if (request.NeedsExecutable && request.Executable is null)
        {
            var machine = new Requirements(output, time);
            foreach (var target in request.Targets)
            {
                await (NativeBuild.IsOfThisMachine(target)
                    ? machine.EnsureLinkerAsync(cancellationToken)
                    : machine.EnsureLinkerAsync(target.Triple, target.Debian, cancellationToken));
            }
        }
    }

    private async Task PackAsync(PackTarget target, ReleaseVersion version, CancellationToken cancellationToken)
    {
        if (target != request.Targets[0])
        {
            await _build.RestoreAsync(target, cancellationToken);
        }

        var executable = request.Executable ?? await BuildAsync(target, version, cancellationToken);
        var bill = PackNames.BillOfMaterials(version, target);
        await MakeAsync(bill, path => _build.DescribeAsync(path, version, cancellationToken));
        var contents = new ReleaseContents(folder.Root, version, executable, Path.Combine(Target, bill));
        if (request.Parts.HasFlag(PackPart.Tarball))
        {
            await MakeAsync(PackNames.Tarball(version, target), path => Task.Run(
                () => Tarball.Write(path, PackNames.Folder(version, target), contents.All(), version.Time), cancellationToken));
        }

        foreach (var package in request.Parts.HasFlag(PackPart.Deb) ? DebianPackage.In(folder.Root) : [])
        {
            var name = PackNames.Deb(package.Name, version, package.ArchitectureFor(target));
            // One for all processors is made once.
            if (!_made.Contains(name))
            {
                await MakeAsync(name, path => DebianFiles.MakeAsync(
                    path, package.Files(target, contents), version.Time, Staging(package.Name), cancellationToken));
            }
        }
    }

    private async Task<string> BuildAsync(PackTarget target, ReleaseVersion version, CancellationToken cancellationToken)
    {
        var into = Staging(target.Runtime);
        await StepAsync(
            $"Building actors for {target.Name} as a native program (some minutes)", $"Built actors for {target.Name}",
            () => _build.PublishAsync(target, version, into, cancellationToken));
        return RunFolder.Program(into);
    }

    private async Task MakeAsync(string name, Func<string, Task> make)
    {
        await StepAsync($"Making {name}", $"Made {name}", () => make(Path.Combine(Target, name)));
        _made.Add(name);
    }

    private Task StepAsync(string doing, string done, Func<Task> work) => output.StepAsync(doing, done, _ => work(), time);

    private string Staging(string name) => Path.Combine(folder.Root, ".run", "pack", name);
}
