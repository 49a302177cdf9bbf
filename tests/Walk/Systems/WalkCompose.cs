using System.Globalization;
using Actors.Dev.Machine;
using Actors.Dev.Processes;

namespace Actors.Walk.Systems;

/// <summary>The container engine and Compose, whichever of its two there is, for a project of its own.</summary>
/// <param name="root">Where the compose file is.</param>
/// <param name="addition">A second compose file.</param>
/// <param name="compose">How Compose is called.</param>
/// <param name="variables">For the compose file.</param>
internal sealed class WalkCompose(
    string root, string addition, IReadOnlyList<string> compose, IReadOnlyDictionary<string, string?> variables)
{
    /// <summary>Nobody else's project.</summary>
    public const string Project = "actorswalk";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    /// <summary>How Compose is called here, once an engine has answered.</summary>
    public static async Task<IReadOnlyList<string>> RequireAsync(CancellationToken cancellationToken)
    {
        const string Remedy = "Install Docker and Compose and start it, or walk without --containers.";
        if (Programs.Find("docker") is null)
        {
            throw new CommandFailed(ExitCode.MachineLacks, "--containers: there is no docker here.", Remedy);
        }

        var engine = await Shell.RunAsync(["docker", "version", "--format", "{{.Server.Version}}"], Bound, cancellationToken);
        if (engine.ExitCode != 0)
        {
            throw new CommandFailed(ExitCode.MachineLacks, $"--containers: no container engine answers: {engine.Text}", Remedy);
        }

        if ((await Shell.RunAsync(["docker", "compose", "version"], Bound, cancellationToken)).ExitCode == 0)
        {
            return ["docker", "compose"];
        }

        return Programs.Find("docker-compose") is { } compose
            ? [compose]
            : throw new CommandFailed(ExitCode.MachineLacks, "--containers: there is no Compose here.", Remedy);
    }

    /// <summary>Runs a command of Compose; a failure is an error in its own words.</summary>
    public Task<string> RunAsync(IEnumerable<string> arguments, TimeSpan bound, CancellationToken cancellationToken) => RequireAsync(
        [.. compose, "-p", Project, "-f", Path.Combine(root, "docker-compose.yml"), "-f", addition, .. arguments],
        bound,
        cancellationToken);

    public Task<string> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(arguments, Bound, cancellationToken);

    /// <summary>Runs a command of the engine; a failure is an error in its own words.</summary>
    public Task<string> DockerAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        RequireAsync(["docker", .. arguments], Bound, cancellationToken);

    /// <summary>Runs a line of shell in a node's container.</summary>
    public async Task<string> InContainerAsync(string service, string line, CancellationToken cancellationToken) =>
        await DockerAsync(["exec", await ContainerAsync(service, cancellationToken), "sh", "-c", line], cancellationToken);

    /// <summary>The container of a service, running or not.</summary>
    public async Task<string> ContainerAsync(string service, CancellationToken cancellationToken)
    {
        var found = await FindContainerAsync(service, cancellationToken);
        return found ?? throw new CommandFailed(ExitCode.Failed, $"there is no container of {service}.");
    }

    public async Task<string?> FindContainerAsync(string service, CancellationToken cancellationToken)
    {
        var ids = await DockerAsync(
            [.. Listing, "--filter", $"label=com.docker.compose.service={service}", "--format", "{{.ID}}"], cancellationToken);
        return ids.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
    }

    /// <summary>All containers of the project, as <c>docker ps</c> shows them.</summary>
    public async Task<string> ContainersAsync(CancellationToken cancellationToken) => await DockerAsync(Listing, cancellationToken) + "\n";

    private static IReadOnlyList<string> Listing { get; } = ["ps", "--all", "--filter", $"label=com.docker.compose.project={Project}"];

    private async Task<string> RequireAsync(IReadOnlyList<string> command, TimeSpan bound, CancellationToken cancellationToken)
    {
        var result = await Shell.RunAsync(command, bound, cancellationToken, environment: variables, folder: root);
        return result.ExitCode == 0
            ? result.Text
            : throw new CommandFailed(
                ExitCode.Failed,
                string.Create(CultureInfo.InvariantCulture, $"`{string.Join(' ', command)}` ended with {result.ExitCode}:"),
                [.. result.Lines.TakeLast(20)]);
    }
}
