using System.Collections.Immutable;
using System.Text.Json;
using Actors.Clustering.Settings;
using Actors.HaAgent.Api;
using Actors.HaAgent.Desired;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Settings;
using Actors.HaAgent.Templates;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent;

/// <summary>
/// What <c>PROGRAM template export</c> and <c>PROGRAM template check FILE</c> do, where no agent runs: a container that is only to look, a
/// build.
/// </summary>
public static class TemplateCommand
{
    /// <summary>The argument that asks for it.</summary>
    public const string Name = "template";

    private const int Usage = 2;

    // RFC 5737: for examples; no machine has it.
    private static readonly string[] Addresses = ["192.0.2.1", "192.0.2.2"];

    /// <summary>0 where it is done, or the template is taken; 1 where it is refused; 2 where it is not clear what is wanted.</summary>
    /// <param name="args">The arguments after <see cref="Name"/>; settings as ever after the file.</param>
    /// <param name="output">Where the template, or the answer as JSON, goes.</param>
    /// <param name="errors">Where everything else goes.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        switch (args)
        {
            case ["export"]:
                await output.WriteAsync(TemplateFiles.ReadEmbedded());
                return 0;
            case ["check", var file, .. var settings] when !file.StartsWith("--", StringComparison.Ordinal):
                return await CheckAsync([$"--{HaProxyOptions.Section}:TemplatePath={file}", .. settings], output, errors);
            case ["check", .. var settings]:
                return await CheckAsync(settings, output, errors);
            default:
                await errors.WriteLineAsync($"usage: {Name} export | {Name} check [FILE] [--{HaProxyOptions.Section}:SETTING=VALUE ...]");
                return Usage;
        }
    }

    private static async Task<int> CheckAsync(string[] settings, TextWriter output, TextWriter errors)
    {
        var configuration = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true);
        configuration.AddNodeSettings(settings);
        var reader = new SettingsReader(configuration.Build(), HaProxyOptions.Section);
        var options = HaProxyOptions.Read(reader);
        string[] faults = [.. reader.Faults, .. UnknownSettings.Among(GivenSettings.OfLine(settings), [reader])];
        if (faults.Length > 0)
        {
            await errors.WriteLineAsync(string.Join('\n', faults));
            return Usage;
        }

        var folder = Directory.CreateTempSubdirectory("actors-template-");
        try
        {
            var run = await TryAsync(
                options with { ConfigPath = Path.Combine(folder.FullName, "haproxy.cfg"), NodesPath = folder.FullName });
            await output.WriteLineAsync(
                JsonSerializer.Serialize(RenderAnswers.Of(run with { Plan = null }), ContractJson.Readable.RenderAnswer));
            return run.Refusal is null ? 0 : 1;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(error.Message);
            return Usage;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<DryRun> TryAsync(HaProxyOptions options)
    {
        var binary = new HaProxyBinary(options.Binary, TimeProvider.System);
        var running = new RunningVersion(await binary.VersionAsync(CancellationToken.None));
        var files = new ConfigFiles(options);
        var attempts = new ConfigAttempts(
            "example", options, running, files, binary, new ListeningPorts(options, TimeProvider.System));
        var settling = new ConfigSettling(options, attempts, TimeProvider.System);
        var templates = new TemplateStore("", options, NullLogger<TemplateStore>.Instance);
        var dryRuns = new DryRuns("example", options, running, files, binary, settling, templates);
        ImmutableArray<ServerState> servers =
        [
            .. Addresses.Select((address, index) =>
            new ServerState(
                new NodeDescription($"example-{index + 1}", options.DefaultService, 3000, 100, "1.0.0"), address, 100, AdminState.Ready,
                "")),
        ];
        return await dryRuns.TryAsync(
            TemplateFiles.Read(options), null, new DesiredState(new DesiredRevision(1), servers, []), CancellationToken.None);
    }
}
