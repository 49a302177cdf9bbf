using System.CommandLine;

namespace Actors.Cli.Commands.Template;

/// <summary><c>actors template export</c>: the embedded template, to begin one's own with.</summary>
internal static class ExportCommand
{
    private const string Embedded = "haproxy.cfg.sbn";

    public static Command Create(CommandHost host)
    {
        var file = new Option<FileInfo?>("--out") { Description = "Write it there instead of to standard output.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Even if that file is there already." };
        var command = new Command("export", "Prints the embedded template, to begin your own with. No agent need run.") { file, force };
        command.SetAction(
            (parsed, cancellationToken) => RunAsync(host, parsed.GetValue(file)?.FullName, parsed.GetValue(force), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandHost host, string? file, bool force, CancellationToken cancellationToken)
    {
        var output = host.Output(true);
        var template = await ReadAsync(cancellationToken);
        if (file is null)
        {
            output.Raw(template.TrimEnd('\n'));
            return ExitCode.Ok;
        }

        try
        {
            await using var stream = new FileStream(file, force ? FileMode.Create : FileMode.CreateNew, FileAccess.Write);
            await using var writer = new StreamWriter(stream);
            await writer.WriteAsync(template.AsMemory(), cancellationToken);
        }
        catch (IOException) when (!force && File.Exists(file))
        {
            throw new CommandFailed(
                ExitCode.Failed, $"{file} is there already, and stays as it is.", "Another --out, or --force to replace it.");
        }

        output.Good($"Written: {file}");
        var local = host.UpWithTemplate is { } up ? $" or {up} {file}" : "";
        output.Line($"Next: {host.ProgramName} template check {file}, then HaProxy:TemplatePath{local}");
        return ExitCode.Ok;
    }

    private static async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        await using var stream = typeof(ExportCommand).Assembly.GetManifestResourceStream(Embedded)!;
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
