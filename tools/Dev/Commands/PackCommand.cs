using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Actors.Cli.Commands;
using Actors.Dev.Nodes;
using Actors.Dev.Packing;

namespace Actors.Dev.Commands;

/// <summary><c>./actors pack</c>: makes all files of a release.</summary>
internal static class PackCommand
{
    private static readonly IReadOnlyDictionary<string, PackPart> Parts = new Dictionary<string, PackPart>
    {
        ["tarball"] = PackPart.Tarball,
        ["deb"] = PackPart.Deb,
        ["nuget"] = PackPart.NuGet,
        ["images"] = PackPart.Images,
    };

    public static Command Create()
    {
        var arch = Words(
            "--arch", "For which processors (default: this machine's). Another one's needs clang and a cross compiler.", "ARCH");
        arch.Among([.. PackTarget.All.Select(target => target.Name)]);
        var only = Words("--only", "Only these parts.", "PART");
        only.Among([.. Parts.Keys]);
        var images = new Option<bool>("--images") { Description = "Container images, too, which needs a container engine." };
        var executable = new Option<FileInfo?>("--executable")
        {
            Description = "An actors that is built already, which says its version, instead of building it.",
            HelpName = "FILE",
        };
        var into = new Option<DirectoryInfo?>("--out") { Description = "Where the files go (default: artifacts).", HelpName = "FOLDER" };
        var json = CommonOptions.Json();
        var command = new Command(
            "pack", "Makes the files of a release. Tarball, .deb and NuGet packages, bill of materials, checksums.")
        {
            arch, only, images, executable, into, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(executable) is { Tokens: [{ Value: var path }] }
                && FaultOf(path, [.. result.GetValue(arch) ?? []]) is { } fault)
            {
                result.AddError($"--executable: {fault}");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var system = LocalSystem.OnThisMachine(parsed.GetValue(json));
            var request = new PackRequest(
                TargetsOf(parsed.GetValue(arch)), PartsOf(parsed.GetValue(only), parsed.GetValue(images)),
                parsed.GetValue(executable)?.FullName, parsed.GetValue(into)?.FullName);
            var report = await new PackSession(system.Folder, system.Output, system.Time, request).RunAsync(cancellationToken);
            if (parsed.GetValue(json))
            {
                system.Output.Json(JsonSerializer.Serialize(report, PackJson.Default.PackReport));
                return ExitCode.Ok;
            }

            system.Output.Line();
            system.Output.Line($"{report.Folder}:");
            foreach (var line in report.Lines())
            {
                system.Output.Line(line);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>What is made; without a choice all but images, which <c>--images</c> adds.</summary>
    public static PackPart PartsOf(IReadOnlyCollection<string>? only, bool images) =>
        (only is { Count: > 0 }
            ? only.Aggregate(PackPart.None, (parts, word) => parts | Parts[word])
            : PackPart.Tarball | PackPart.Deb | PackPart.NuGet)
        | (images ? PackPart.Images : PackPart.None);

    private static ImmutableArray<PackTarget> TargetsOf(IReadOnlyCollection<string>? names) => names is { Count: > 0 }
        ? [.. names.Distinct().Select(PackTarget.Named)]
        : [NativeBuild.ThisMachine];

    private static string? FaultOf(string path, string[] names)
    {
        if (!File.Exists(path))
        {
            return $"there is no file {path}.";
        }

        if (TargetsOf(names) is not [var target] || !NativeBuild.IsOfThisMachine(target))
        {
            return $"it has to say its version, so it is for {NativeBuild.ThisMachine.Name} alone.";
        }

        using var file = File.OpenRead(path);
        var start = new byte[20];
        return target.FaultOf(start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false))) is { } fault
            ? $"{path} {fault}."
            : null;
    }

    private static Option<string[]> Words(string name, string description, string helpName) => new(name)
    {
        Description = description,
        HelpName = helpName,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };
}
