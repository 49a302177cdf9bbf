using System.Globalization;
using Actors.Cli.Client;
using Actors.Cli.Views;
using Actors.Dev.Nodes;
using Actors.Dev.State;
using Actors.Walk.Observing;

namespace Actors.Walk.Systems;

/// <summary>Containers of the project's own compose file, with ports of their own on 127.0.0.1. Images stay, as with any build.</summary>
internal sealed class WalkedContainers : IWalkedSystem
{
    /// <summary>The service that is HAProxy once more, see <see cref="AdditionText"/>.</summary>
    private const string Second = "second";

    private const int SecondPort = 8080;

    private static readonly TimeSpan BuildBound = TimeSpan.FromMinutes(20);

    private readonly WalkCompose _compose;
    private readonly IReadOnlyList<int> _ports;
    private readonly string _secondConfig;

    public WalkedContainers(RunFolder folder, IReadOnlyList<string> compose)
    {
        _ports = PortChooser.OnThisMachine.Choose(4, PortChooser.BlockOf(folder.Run), []);
        var addition = Path.Combine(folder.Run, "compose.yml");
        _secondConfig = Path.Combine(folder.Run, Second, "haproxy.cfg");
        _compose = new WalkCompose(folder.Root, addition, compose, new Dictionary<string, string?>
        {
            ["HTTP_PORT"] = $"127.0.0.1:{Text(_ports[0])}",
            ["STATS_PORT"] = $"127.0.0.1:{Text(_ports[1])}",
            ["API_PORT"] = Text(_ports[2]),
        });
        Directory.CreateDirectory(Path.GetDirectoryName(_secondConfig)!);
        File.WriteAllText(addition, AdditionText(Path.Combine(folder.Root, "docker-compose.yml"), _secondConfig, _ports[3]));
    }

    public string Kind => "containers";

    public Uri Service => At(_ports[0]);

    public Uri Stats => At(_ports[1]);

    /// <summary>The web nodes by the original's names, and HAProxy's image once more, with a configuration that is given to it.</summary>
    public static string AdditionText(string file, string config, int port)
    {
        var webs = string.Concat(((string[])["s1", "s2", "s3", "s4"]).Select(name => $$"""
              {{name}}:
                extends: { file: "{{file}}", service: web }
                hostname: {{name}}

            """));
        return $$"""
            services:
            {{webs}}  {{Second}}:
                image: actors/agent
                entrypoint: [haproxy, -db, -f, /second/haproxy.cfg]
                ports: ["127.0.0.1:{{Text(port)}}:{{Text(SecondPort)}}"]
                volumes: ["{{Path.GetDirectoryName(config)}}:/second:ro"]

            """;
    }

    /// <summary>Builds the images; those that are up to date take no time.</summary>
    public async Task BuildAsync(Output output, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await output.StepAsync(
                "Building the images",
                "Built the images",
                _ => _compose.RunAsync(["build", "seed-1", "ha", "web"], BuildBound, cancellationToken),
                time);
        }
        catch (CommandFailed failure)
        {
            throw new CommandFailed(failure.ExitCode, failure.Message, [
                .. failure.Remedy, "Where base images cannot be pulled: tests/Containers/stand-ins.sh makes some."]);
        }
    }

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await EndAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    public Task StartAsync(string node, CancellationToken cancellationToken) =>
        _compose.RunAsync(["up", "--detach", "--no-build", "--no-deps", "--no-recreate", node], cancellationToken);

    public Task StopAsync(string node, CancellationToken cancellationToken) => _compose.RunAsync(["stop", node], cancellationToken);

    public Task KillAsync(string node, CancellationToken cancellationToken) => _compose.RunAsync(["kill", node], cancellationToken);

    public Task KillHaProxyAsync(CancellationToken cancellationToken) =>
        _compose.InContainerAsync("ha", "kill -9 $(cat /run/actors/haproxy.pid)", cancellationToken);

    public Task KillAgentAsync(CancellationToken cancellationToken) => _compose.InContainerAsync(
        "ha",
        "for p in /proc/[0-9]*; do case $(cat $p/stat 2>/dev/null) in *'(actors) '?' 1 '*) kill -9 ${p#/proc/};; esac; done",
        cancellationToken);

    public async Task<AgentClient> AgentAsync(CancellationToken cancellationToken)
    {
        var token = (await _compose.InContainerAsync("ha", "cat /var/lib/actors/api-token", cancellationToken)).Trim();
        return new AgentClient(new AgentTarget(At(_ports[2]), new AgentToken(token, "ha", [])));
    }

    public async Task<string> ConfigAsync(CancellationToken cancellationToken) =>
        await _compose.InContainerAsync("ha", "cat /usr/local/etc/haproxy/haproxy.cfg", cancellationToken) + "\n";

    public async Task<string> NodeFilesAsync(CancellationToken cancellationToken) =>
        await _compose.InContainerAsync("ha", $"cd /nodes\n{NodeFolder.Script}", cancellationToken) + "\n";

    public async Task<string> LogAsync(string node, CancellationToken cancellationToken) =>
        await _compose.FindContainerAsync(node, cancellationToken) is { } container ? await _compose.DockerAsync(
            ["logs", container], cancellationToken) + "\n" : "";

    public Task<string> ProcessesAsync(CancellationToken cancellationToken) => _compose.ContainersAsync(cancellationToken);

    public async Task<string> InspectAsync(string node, CancellationToken cancellationToken) =>
        await _compose.DockerAsync(["inspect", await _compose.ContainerAsync(node, cancellationToken)], cancellationToken) + "\n";

    public async Task<Uri> RunHaProxyAsync(Func<string, string> config, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(_secondConfig, config($"*:{Text(SecondPort)}"), cancellationToken);
        await StartAsync(Second, cancellationToken);
        return At(_ports[3]);
    }

    public Task EndAsync() => _compose.RunAsync(["down", "--volumes", "--remove-orphans", "--timeout", "10"], CancellationToken.None);

    private static Uri At(int port) => new($"http://127.0.0.1:{Text(port)}/");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
