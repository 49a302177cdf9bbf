namespace Actors.Containers.Engine;

/// <summary>The compose file at the root, as a project of its own name; by Compose v2 or v1, whichever is there.</summary>
internal sealed class ComposeProject(CommandLine commandLine, string name)
{
    private static readonly TimeSpan s_buildBound = TimeSpan.FromMinutes(15);
    private string[] _compose = [];

    public async Task FindAsync()
    {
        var plugin = await commandLine.TryAsync("docker", ["compose", "version"]);
        _compose = plugin.ExitCode == 0 ? ["docker", "compose"] : ["docker-compose"];
    }

    /// <param name="web">How many web nodes.</param>
    /// <param name="build">Whether the images are built first.</param>
    /// <param name="overlay">A compose file on top of the one at the root; null for none.</param>
    public Task UpAsync(int web, bool build = false, string? overlay = null) =>
        RunAsync(
            [.. overlay is null ? [] : new[] { "-f", "docker-compose.yml", "-f", overlay }, "up", build ? "--build" : "--no-build", "--detach", "--scale", $"web={web}"],
            s_buildBound, IsMilestone);

    /// <summary>Scales one service and leaves the others as they are, stopped ones too.</summary>
    public Task ScaleAsync(string service, int count) =>
        RunAsync(["up", "--no-build", "--detach", "--no-deps", "--scale", $"{service}={count}", service]);

    public Task DownAsync() => RunAsync(["down", "--volumes", "--remove-orphans", "--timeout", "10"]);

    public async Task<string> LogsAsync(int lines) =>
        (await commandLine.TryAsync(_compose[0], [.. _compose[1..], "-p", name, "logs", "--no-color", $"--tail={lines}"])).Output;

    /// <summary>The containers of a service, by the short ids that are their host names too.</summary>
    public async Task<IReadOnlyList<string>> ContainersAsync(string service, bool stopped = false)
    {
        string[] which = stopped ? ["--filter", "status=exited"] : ["--filter", "status=running"];
        var output = await commandLine.RunAsync("docker",
        [
            "ps", "--all", "--filter", $"label=com.docker.compose.project={name}",
            "--filter", $"label=com.docker.compose.service={service}", .. which, "--format", "{{.ID}}",
        ]);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private Task<string> RunAsync(string[] arguments, TimeSpan? bound = null, Func<string, bool>? follow = null) =>
        commandLine.RunAsync(_compose[0], [.. _compose[1..], "-p", name, .. arguments], bound, follow);

    // What is built and what takes long, with and without BuildKit; the rest is kept for the message of a failure.
    private static bool IsMilestone(string line) =>
        line.StartsWith("Building ", StringComparison.Ordinal)
        || line.StartsWith("Successfully tagged", StringComparison.Ordinal)
        || line.Contains(": RUN dotnet", StringComparison.Ordinal)
        || line.Contains("] RUN dotnet", StringComparison.Ordinal);
}
