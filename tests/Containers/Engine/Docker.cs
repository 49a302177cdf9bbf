namespace Actors.Containers.Engine;

/// <summary>The few commands of the engine that the tests use.</summary>
internal sealed class Docker(CommandLine commandLine)
{
    private static readonly TimeSpan BuildBound = TimeSpan.FromMinutes(5);

    /// <summary>Builds the folder's Dockerfile.</summary>
    public Task BuildAsync(string folder, string image) => commandLine.RunAsync("docker", ["build", "--tag", image, folder], BuildBound);

    /// <summary>Starts a container of an image and gives its short id, which is its host name too.</summary>
    public async Task<string> RunAsync(string image, params string[] options) =>
        (await commandLine.RunAsync("docker", ["run", "--detach", .. options, image])).Trim()[..12];

    /// <summary>What a program of an image says, started in place of the image's own.</summary>
    public Task<string> OnceAsync(string image, string program, params string[] arguments) =>
        commandLine.RunAsync("docker", ["run", "--rm", "--entrypoint", program, image, .. arguments]);

    public Task RemoveImageAsync(string image) => commandLine.RunAsync("docker", ["image", "rm", "--force", image]);

    public Task KillAsync(params string[] containers) => commandLine.RunAsync("docker", ["kill", .. containers]);

    public Task StartAsync(string container) => commandLine.RunAsync("docker", ["start", container]);

    /// <summary>Stops in the image's own way, in up to the grace period of the compose file.</summary>
    public Task StopAsync(string container) => commandLine.RunAsync("docker", ["stop", "--time", "30", container]);

    public Task RestartAsync(string container) => commandLine.RunAsync("docker", ["restart", "--time", "30", container]);

    public Task RemoveAsync(params string[] containers) => commandLine.RunAsync("docker", ["rm", "--force", .. containers]);

    public async Task<string> LogsAsync(string container)
    {
        var logs = await commandLine.TryAsync("docker", ["logs", "--tail", "200", container]);
        return $"{logs.Output}\n{logs.Errors}";
    }

    public async Task<string> InspectAsync(string container, string format) =>
        (await commandLine.RunAsync("docker", ["inspect", "--format", format, container])).Trim();

    public Task<string> ExecAsync(string container, params string[] command) =>
        commandLine.RunAsync("docker", ["exec", container, .. command]);

    /// <summary>Runs a line of shell in a container, by the tests' own busybox: not all images have a shell.</summary>
    public async Task<string> ShellAsync(string container, string line) =>
        (await ExecAsync(container, "/busybox", "sh", "-c", line)).Trim();
}
