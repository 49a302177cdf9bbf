using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Actors.Contracts.Management;

namespace Actors.Cli.Client;

/// <summary>
/// What an installed program, or one in a node's container, finds on its machine: a node at its management port, and the token that it
/// keeps in its state folder. Where the node has been given others by the environment, as in a container, they are taken from there.
/// </summary>
/// <param name="variable">The environment.</param>
/// <param name="listening">Where something listens on a port of this machine; null for nowhere.</param>
/// <param name="isFile">Whether there is a file.</param>
internal sealed class NodesOfThisMachine(Func<string, string?> variable, Func<int, IPEndPoint?> listening, Predicate<string> isFile)
    : ILocalNodes
{
    private const int AgentPort = 8090;
    private const int NodePort = 8558;

    // A package has a folder for each program, an image one for its only one.
    private const string StatePath = "/var/lib/actors";
    private static readonly Dictionary<int, string> FolderOf = new() { [AgentPort] = "agent", [NodePort] = "seed" };

    private static readonly string NameAgent = $"Name one: --url http://HOST:{AgentPort}, or {AgentTarget.Variable} in the environment.";

    private static readonly string NameNode =
        $"Name one: --url http://HOST:{AgentPort} (an agent) or http://HOST:{NodePort}, or {AgentTarget.Variable} in the environment.";

    /// <inheritdoc />
    public IReadOnlyList<string> OtherAgents => [];

    /// <inheritdoc />
    public LocalNode Agent(string? name) => name is null
        ? Find("agent", NameAgent, PortSet ?? AgentPort)
        : throw new CommandFailed(ExitCode.Usage, $"--agent {name}: this program starts no agents.", NameAgent);

    /// <inheritdoc />
    public LocalNode Node(string? name) => name is null
        ? Find("node", NameNode, PortSet is { } port ? [port] : [AgentPort, NodePort])
        : throw new CommandFailed(ExitCode.Usage, $"--node {name}: this program starts no nodes.", NameNode);

    /// <inheritdoc />
    public string? TokenFileAt(int managementPort) =>
        (PortSet is { } port ? managementPort == port : managementPort is AgentPort or NodePort) ? TokenFile(managementPort) : null;

    /// <summary>Where something listens on a port of this machine; null for nowhere.</summary>
    public static IPEndPoint? Listening(int port) => new[] { IPAddress.Loopback, IPAddress.IPv6Loopback }
        .Select(address => new IPEndPoint(address, port)).FirstOrDefault(IsListening);

    private int? PortSet => int.TryParse(Set("NODE__MANAGEMENTPORT"), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        ? port
        : null;

    private LocalNode Find(string what, string remedy, params int[] ports) =>
        ports.Select(listening).OfType<IPEndPoint>().FirstOrDefault() is { } at
        ? new LocalNode(at.ToString(), new Uri($"http://{at}/"), TokenFile(at.Port))
        : throw new CommandFailed(
            ExitCode.NothingRuns, $"no {what} runs on this machine (nothing listens on port {string.Join(" or ", ports)}).", remedy);

    private string TokenFile(int port)
    {
        if ((Set("API__TOKENFILE") ?? (Set("NODE__STATEPATH") is { } state ? Path.Combine(state, TokenSearch.FileName) : null)) is { } told)
        {
            return told;
        }

        var ofPackage = Path.Combine(StatePath, FolderOf.GetValueOrDefault(port, ""), TokenSearch.FileName);
        return isFile(ofPackage) ? ofPackage : Path.Combine(StatePath, TokenSearch.FileName);
    }

    private string? Set(string setting) => variable("ACTORS_" + setting) is { Length: > 0 } value ? value : null;

    private static bool IsListening(IPEndPoint at)
    {
        try
        {
            using var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(at);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
