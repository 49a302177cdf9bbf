using System.Globalization;
using Actors.Dev.Machine;
using Actors.Dev.Processes;

namespace Actors.Walk.Systems;

/// <summary>The container engine and Compose, whichever of its two there is, for a project of its own.</summary>
/// <param name="root">Where the compose file is.</param>
/// <param name="addition">A second compose file.</param>
/// <param name="compose">How Compose is called.</param>
/// <param name="variables">For the compose file.</param>
internal sealed class WalkCompose(string root, string addition, IReadOnlyList<string> compose, IReadOnlyDictionary<string, string?> variables)
{
    /// <summary>Nobody else's project.</summary>
    public const string Project = "actorswalk";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    /// <summary>How Compose is called here, once an engine has answered.</summary>
    public static async Task<IReadOnlyList<string>> Require(CancellationToken ct)
    {
        const string Remedy = "Install Docker and Compose and start it, or walk without --containers.";
        if (Programs.Find("docker") is null)
        {
            throw new CommandFailed(ExitCode.MachineLacks, "--containers: there is no docker here.", Remedy);
        }

        var engine = await Shell.Run(["docker", "version", "--format", "{{.Server.Version}}"], Bound, ct);
        if (engine.ExitCode != 0)
        {
            throw new CommandFailed(ExitCode.MachineLacks, $"--containers: no container engine answers: {engine.Text}", Remedy);
        }

        if ((await Shell.Run(["docker", "compose", "version"], Bound, ct)).ExitCode == 0)
        {
            return ["docker", "compose"];
        }

        return Programs.Find("docker-compose") is { } compose
            ? [compose]
            : throw new CommandFailed(ExitCode.MachineLacks, "--containers: there is no Compose here.", Remedy);
    }

    /// <summary>Runs a command of Compose; a failure is an error in its own words.</summary>
    public Task<string> Run(IEnumerable<string> arguments, TimeSpan bound, CancellationToken ct) => Require(
        [.. compose, "-p", Project, "-f", Path.Combine(root, "docker-compose.yml"), "-f", addition, .. arguments], bound, ct);

    public Task<string> Run(IEnumerable<string> arguments, CancellationToken ct) => Run(arguments, Bound, ct);

    /// <summary>Runs a command of the engine; a failure is an error in its own words.</summary>
    public Task<string> Docker(IEnumerable<string> arguments, CancellationToken ct) => Require(["docker", .. arguments], Bound, ct);

    /// <summary>Runs a line of shell in a node's container.</summary>
    public async Task<string> InContainer(string service, string line, CancellationToken ct) =>
        await Docker(["exec", await Container(service, ct), "sh", "-c", line], ct);

    /// <summary>The container of a service, running or not.</summary>
    public async Task<string> Container(string service, CancellationToken ct)
    {
        var found = await FindContainer(service, ct);
        return found ?? throw new CommandFailed(ExitCode.Failed, $"there is no container of {service}.");
    }

    public async Task<string?> FindContainer(string service, CancellationToken ct)
    {
        var ids = await Docker([.. Listing, "--filter", $"label=com.docker.compose.service={service}", "--format", "{{.ID}}"], ct);
        return ids.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
    }

    /// <summary>All containers of the project, as <c>docker ps</c> shows them.</summary>
    public async Task<string> Containers(CancellationToken ct) => await Docker(Listing, ct) + "\n";

    private static IReadOnlyList<string> Listing { get; } = ["ps", "--all", "--filter", $"label=com.docker.compose.project={Project}"];

    private async Task<string> Require(IReadOnlyList<string> command, TimeSpan bound, CancellationToken ct)
    {
        var result = await Shell.Run(command, bound, ct, environment: variables, folder: root);
        return result.ExitCode == 0
            ? result.Text
            : throw new CommandFailed(
                ExitCode.Failed,
                string.Create(CultureInfo.InvariantCulture, $"`{string.Join(' ', command)}` ended with {result.ExitCode}:"),
                [.. result.Lines.TakeLast(20)]);
    }
}
