using System.Globalization;
using System.Net;
using CliWrap.Buffered;

namespace Actors.Harness.Networks;

/// <summary>
/// A namespace without any IPv4, not even 127.0.0.1, in which all nodes share one address; the users are there too. Its hosts file names
/// that address <see cref="HostName"/>. Needs root and <c>ip</c>.
/// </summary>
public sealed class IPv6Only : INetwork, IAsyncDisposable
{
    /// <summary>The address.</summary>
    public const string Address = "fd00:b::10";

    /// <summary>A name that has the address, and no other.</summary>
    public const string HostName = "six";

    private static int _laid;
    private readonly string _name = string.Create(
        CultureInfo.InvariantCulture, $"actors-{Environment.ProcessId}-six-{Interlocked.Increment(ref _laid)}");

    private string Etc => Path.Combine("/etc/netns", _name);

    public string Loopback => "[::1]";

    /// <summary>What each node is told to others by; null for <see cref="Address"/>.</summary>
    public Func<string, string>? Names { get; init; }

    public string AddressOf(string node) => Names?.Invoke(node) ?? Address;

    public int RemotingPortOf(string node) => 0;

    public IReadOnlyList<string> RunAt(string node) => ["ip", "netns", "exec", _name];

    public async ValueTask<Stream> ConnectAsync(string? node, DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        return await NetworkNamespace.ConnectAsync(_name, endPoint, cancellationToken);
    }

    /// <summary>Makes it.</summary>
    public async Task LayAsync()
    {
        // What runs in the namespace finds these files in /etc (ip-netns(8)).
        Directory.CreateDirectory(Etc);
        await File.WriteAllTextAsync(Path.Combine(Etc, "hosts"), $"::1 localhost\n{Address} {HostName}\n");
        await IpAsync($"netns add {_name}");
        await IpAsync($"-n {_name} link set lo up");
        await IpAsync($"-n {_name} address flush dev lo scope host to 127.0.0.0/8");
        await IpAsync($"-n {_name} link add six0 type veth peer name six1");
        await IpAsync($"-n {_name} address add {Address}/64 dev six0 nodad");
        await IpAsync($"-n {_name} link set six0 up");
        await IpAsync($"-n {_name} link set six1 up");
    }

    public async ValueTask DisposeAsync()
    {
        await IpAsync($"netns del {_name}");
        Directory.Delete(Etc, recursive: true);
    }

    private static async Task IpAsync(string arguments) =>
        await CliWrap.Cli.Wrap("ip").WithArguments(arguments).ExecuteBufferedAsync();
}
