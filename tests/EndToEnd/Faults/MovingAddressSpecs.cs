using System.Globalization;
using System.Net;
using Actors.Harness.Networks;
using CliWrap.Buffered;
using Xunit.Abstractions;

namespace Actors.EndToEnd.Faults;

/// <summary>Two balancers and an address that keepalived moves between them (examples/keepalived), each on a machine of its own.</summary>
[Trait("Needs", "Root")]
[Trait("Tier", "Long")]
public sealed class MovingAddressSpecs(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Address = "10.77.0.100";
    private const int Port = 8080;
    private const int PerSecond = 300;
    private static readonly string[] Agents = ["ha-1", "ha-2"];

    private static readonly int Rounds = int.Parse(
        Environment.GetEnvironmentVariable("ACTORS_TEST_ROUNDS") ?? "3", CultureInfo.InvariantCulture);

    // keepalived runs a script only where no other user could have written it: not below /tmp.
    private readonly string _folder = Directory.CreateDirectory($"/run/actors-vrrp-{Environment.ProcessId}").FullName;
    private readonly List<NodeProcess> _keepalived = [];
    private Lan _lan = null!;
    private LocalSystem _system = null!;

    private static Uri Url => new($"http://{Address}:{Port}/");

    public async Task InitializeAsync()
    {
        _lan = await Lan.CreateAsync("seed-1", "ha-1", "ha-2", "web-1", "web-2");
        _system = await Systems.OpenAsync(nodes: 5, network: _lan);
        string[] settings = ["--HaProxy:HttpBind=*", $"--HaProxy:HttpPort={Port}", "--HaProxy:LeaveNotice=5"];
        _system.StartSeed();
        _system.StartHa(settings);
        _system.StartHa2(settings);
        _system.StartWeb(1);
        _system.StartWeb(2);
        await UntilWholeAsync();
        StartKeepalived("ha-1", priority: 110);
        StartKeepalived("ha-2", priority: 100);
    }

    public async Task DisposeAsync()
    {
        foreach (var one in _keepalived)
        {
            await one.StopAsync();
            one.Dispose();
        }

        await _system.DisposeAsync();
        await _lan.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_balancer_that_leaves_with_the_address_loses_nothing()
    {
        for (var round = 1; round <= Rounds; round++)
        {
            var active = await UntilHeldAsync(by: null);
            await using var traffic = new SteadyTraffic(Url, _lan, PerSecond);
            await traffic.CoverAsync(PerSecond);

            Assert.Equal(0, await _system.Running[active].StopAsync());

            await UntilHeldAsync(by: Other(active));
            await traffic.CoverAsync(PerSecond);
            var report = await traffic.EndAsync();
            output.WriteLine($"{active} has left: {report}.");
            report.AssertNothingLost();
            _system.StartAgain(active);
            await UntilWholeAsync();
        }
    }

    /// <summary>
    /// Each leaves in its turn with its HAProxy, and what supervises it starts the program that has been installed meanwhile: of another
    /// release and, the round after, of this one again.
    /// </summary>
    [Fact]
    public async Task Both_are_upgraded_by_a_roll_and_nothing_is_lost()
    {
        await using var next = await NextRelease.BuildAsync();
        for (var round = 1; round <= Rounds; round++)
        {
            var programs = round % 2 == 1 ? next.Programs : LocalSystem.Published;
            await UntilHeldAsync(by: null);
            await using var traffic = new SteadyTraffic(Url, _lan, PerSecond);
            await traffic.CoverAsync(PerSecond);
            using var over = new CancellationTokenSource();
            var supervised = Supervised.RestartAsync(_system, over.Token, programs);

            var result = await _system.RollAsync("ha-1", _lan.RunAt("ha-1"));

            await over.CancelAsync();
            Assert.True(result.IsSuccess, result.StandardOutput + result.StandardError + Logs());
            Assert.Equal(Agents, (await supervised).Order());
            await UntilHeldAsync(by: null);
            await traffic.CoverAsync(PerSecond);
            var report = await traffic.EndAsync();
            output.WriteLine($"Both have been upgraded to {programs}: {report}.");
            report.AssertNothingLost();
            await UntilWholeAsync();
            foreach (var agent in Agents)
            {
                var version = (await _system.StatusAsync(agent)).GetProperty("version").GetString()!;
                Assert.Equal(programs == next.Programs, version.StartsWith(NextRelease.Version, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task The_machine_of_one_may_vanish()
    {
        var gaps = new List<TimeSpan>();
        for (var round = 1; round <= Rounds; round++)
        {
            var holder = await UntilHeldAsync(by: null);
            await using var traffic = new SteadyTraffic(Url, _lan, PerSecond);
            await traffic.CoverAsync(PerSecond);
            var at = TimeProvider.System.GetTimestamp();
            await _lan.PlugAsync(holder, isIn: false);
            await Eventually.BecomesAsync(
                "the address is served again", Logs, async () => (await IsServedAsync(), ""), every: TimeSpan.FromMilliseconds(20));
            gaps.Add(TimeProvider.System.GetElapsedTime(at));
            await traffic.CoverAsync(PerSecond);
            var report = await traffic.EndAsync();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"The machine of {holder} has vanished: served again after {gaps[^1].TotalSeconds:0.00} s; {report}."));
            // Those that came before the address had moved, and half a second's in flight or on a connection with the dead machine.
            Assert.InRange(report.Lost.Count, 0, (int)(PerSecond * (gaps[^1].TotalSeconds + 0.5)));
            await _lan.PlugAsync(holder, isIn: true);
            await UntilWholeAsync();
        }

        var median = gaps.Order().ElementAt(gaps.Count / 2).TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Served again after {median:0.00} s at the median."));
    }

    private static string Other(string agent) => agent == "ha-1" ? "ha-2" : "ha-1";

    private async Task<bool> IsServedAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = (context, cancellationToken) => _lan.ConnectAsync(null, context.DnsEndPoint, cancellationToken),
        })
        { Timeout = TimeSpan.FromMilliseconds(300) };
        try
        {
            using var answer = await client.GetAsync(Url);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
        {
            return false;
        }
    }

    private async Task UntilWholeAsync()
    {
        await _system.UntilOneClusterAsync("seed-1", "ha-1", "ha-2", "web-1", "web-2");
        foreach (var balancer in new[] { _system.Ha1, _system.Ha2 })
        {
            await _system.UntilServersAsync(
                balancer, "both servers are up", servers => servers.Count == 2 && servers.Values.All(server => server.IsUp));
        }
    }

    // Two checks of keepalived pass until a balancer may have it again: a move before that would be to no balancer.
    private async Task<string> UntilHeldAsync(string? by)
    {
        var holder = "";
        await Eventually.BecomesAsync($"{by ?? "a balancer"} has the address", Logs, async () =>
        {
            string[] with = [.. await WithAddressAsync().ToListAsync()];
            holder = with is [var only] && await IsServedAsync() ? only : "";
            return (holder.Length > 0 && (by is null || holder == by), string.Join(", ", with));
        });
        return holder;
    }

    private async IAsyncEnumerable<string> WithAddressAsync()
    {
        foreach (var agent in Agents)
        {
            var shown = await CliWrap.Cli.Wrap("ip").WithArguments($"-n {_lan.NamespaceOf(agent)} -4 address show dev lan")
                .ExecuteBufferedAsync();
            if (shown.StandardOutput.Contains($" {Address}/", StringComparison.Ordinal))
            {
                yield return agent;
            }
        }
    }

    private string Logs() => _system.Tail() + string.Concat(_keepalived.Select(one => $"\n--- {one.Name}\n{File.ReadAllText(one.Log)}"));

    private void StartKeepalived(string agent, int priority)
    {
        var script = Path.Combine(_folder, "actors-balancer");
        File.Copy(Repository.PathOf("examples", "keepalived", "actors-balancer"), script, overwrite: true);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var config = Path.Combine(_folder, agent + ".conf");
        File.WriteAllText(config, File.ReadAllText(Repository.PathOf("examples", "keepalived", "keepalived.conf"))
            .Replace("router_id lb1", $"router_id {agent}", StringComparison.Ordinal)
            .Replace("/usr/local/lib/actors-balancer 10.0.0.100 80", $"{script} {Address} {Port}", StringComparison.Ordinal)
            .Replace("interface eth0", "interface lan", StringComparison.Ordinal)
            .Replace("priority 110", $"priority {priority}", StringComparison.Ordinal)
            .Replace("10.0.0.100/24", $"{Address}/24", StringComparison.Ordinal));
        _keepalived.Add(NodeProcess.Start(
            [
                .. _lan.RunAt(agent), "env", $"ACTORS_BALANCER_STATE={_folder}/{agent}", "keepalived", "--vrrp", "--dont-fork",
                "--log-console", "--use-file", config, "--pid", $"{_folder}/{agent}.pid", "--vrrp_pid", $"{_folder}/{agent}-vrrp.pid",
            ],
            "keepalived-" + agent, Path.Combine(_folder, agent + ".log"), managementPort: 0));
    }
}
