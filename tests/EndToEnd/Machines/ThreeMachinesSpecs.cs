using System.Diagnostics;
using Actors.Harness.Networks;
using CliWrap;
using CliWrap.Buffered;
using Xunit.Abstractions;

namespace Actors.EndToEnd.Machines;

/// <summary>
/// The package on three machines, each a root file system with a booted systemd in a network namespace, by the commands of
/// <c>docs/install.md</c> and nothing else.
/// </summary>
[Trait("Tier", "Long")]
[Trait("Needs", "Root")]
public sealed class ThreeMachinesSpecs(ITestOutputHelper output) : IAsyncLifetime
{
    private const int PerSecond = 300;

    /// <summary>Three seeds, an agent, two nodes.</summary>
    private const int Programs = 6;
    private static readonly Uri Service = new("http://10.0.0.11/");
    private static readonly TimeSpan FirstRequestWithin = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, Machine> _machines = [];
    private IDisposable? _place;
    private Lan _lan = null!;

    public async Task InitializeAsync()
    {
        var image = await CliWrap.Cli.Wrap(Repository.PathOf("tests", "machines.sh"))
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.True(image.ExitCode == 0, image.StandardError);
        _place = await NodeGate.EnterAsync(Programs);
        (string, string)[] addresses = [("lb1", "10.0.0.11"), ("app1", "10.0.0.12"), ("app2", "10.0.0.13")];
        _lan = await Lan.LayAsync("10.0.0.254", addresses);
        foreach (var (name, _) in addresses)
        {
            _machines[name] = await Machine.BootAsync(name, image.StandardOutput.Trim(), _folder.At(name), _lan);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var machine in _machines.Values)
        {
            await machine.DisposeAsync();
        }

        await _lan.DisposeAsync();
        _place?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_is_installed_restarted_upgraded_removed_and_purged()
    {
        await ReceiveAsync("1.0.0");
        var began = Stopwatch.GetTimestamp();
        await RunAsync(when: "");
        await UntilServedByAsync("web-1", "web-2");
        var within = Stopwatch.GetElapsedTime(began);
        output.WriteLine($"Installed, and served by both, after {within.TotalSeconds:0.0} s");
        Assert.InRange(within, TimeSpan.Zero, FirstRequestWithin);

        await A_restart_of_a_machine_that_serves_loses_nothing();
        await A_restart_of_the_balancer_needs_no_hand();
        await A_restart_or_a_crash_of_the_agent_loses_nothing_and_a_stop_leaves_nothing_behind();
        await An_upgrade_of_one_machine_after_the_other_loses_nothing();
        await The_journal_has_priorities();
        await What_is_removed_stops_and_its_data_stay();
        await What_is_purged_leaves_nothing();
    }

    private async Task A_restart_of_a_machine_that_serves_loses_nothing()
    {
        await using var traffic = Traffic();
        await _machines["app1"].RestartAsync();
        await UntilServedByAsync("web-1", "web-2");
        await EndAsync(traffic, "A machine restarted");
    }

    private async Task A_restart_of_the_balancer_needs_no_hand()
    {
        await _machines["lb1"].RestartAsync();
        await UntilServedByAsync("web-1", "web-2");
    }

    private async Task A_restart_or_a_crash_of_the_agent_loses_nothing_and_a_stop_leaves_nothing_behind()
    {
        var lb1 = _machines["lb1"];
        var haproxy = await lb1.RunAsync("cat /run/actors/haproxy.pid");
        await using (var traffic = Traffic())
        {
            await lb1.RunAsync("systemctl restart actors-agent");
            await lb1.RunAsync("systemctl kill --signal=KILL --kill-whom=main actors-agent");
            await UntilActiveAsync("lb1", "actors-agent");
            await traffic.CoverAsync(PerSecond);
            await EndAsync(traffic, "The agent restarted and killed");
        }

        Assert.Equal(haproxy, await lb1.RunAsync("cat /run/actors/haproxy.pid"));
        await lb1.RunAsync("systemctl stop actors-agent");
        Assert.Equal("", await lb1.RunAsync("pgrep haproxy || true"));

        // Settings that are refused: what runs serves on, until it is stopped by hand.
        await lb1.RunAsync("systemctl start actors-agent");
        await UntilServedByAsync("web-1", "web-2");
        await lb1.RunAsync("cp /etc/actors/agent.env kept && echo ACTORS_HAPROXY__HTTPPORT=none >>/etc/actors/agent.env");
        await lb1.RunAsync("! systemctl restart actors-agent");
        await UntilServedByAsync("web-1", "web-2");
        Assert.Contains(
            "HaProxy:HttpPort = 'none': must be a whole number", await lb1.RunAsync("journalctl -u actors-agent -p err"),
            StringComparison.Ordinal);
        await lb1.RunAsync("cp kept /etc/actors/agent.env && rm kept && actors agent stop-haproxy");
        await lb1.RunAsync("! pgrep haproxy && systemctl start actors-agent");
        await UntilServedByAsync("web-1", "web-2");
    }

    private async Task An_upgrade_of_one_machine_after_the_other_loses_nothing()
    {
        var haproxy = await _machines["lb1"].RunAsync("cat /run/actors/haproxy.pid");
        var before = await MainPidsAsync();
        await ReceiveAsync("1.0.1");
        await using (var traffic = Traffic())
        {
            await RunAsync("to upgrade");
            await traffic.CoverAsync(PerSecond);
            await EndAsync(traffic, "Each machine upgraded");
        }

        foreach (var machine in _machines.Values)
        {
            Assert.Equal("1.0.1", await machine.RunAsync("dpkg-query --show --showformat='${Version}' actors"));
        }

        Assert.Empty((await MainPidsAsync()).Intersect(before));
        Assert.Equal(haproxy, await _machines["lb1"].RunAsync("cat /run/actors/haproxy.pid"));
        await UntilServedByAsync("web-1", "web-2");
    }

    private async Task The_journal_has_priorities()
    {
        var warnings = await _machines["lb1"].RunAsync("journalctl --no-pager -u 'actors-*' -p warning");
        Assert.Contains("The cluster is not encrypted", warnings, StringComparison.Ordinal);
        Assert.DoesNotContain("HAProxy serves on", warnings, StringComparison.Ordinal);
        Assert.Contains(
            "HAProxy serves on", await _machines["lb1"].RunAsync("journalctl --no-pager -u actors-agent"), StringComparison.Ordinal);
    }

    private async Task What_is_removed_stops_and_its_data_stay()
    {
        await using (var traffic = Traffic())
        {
            await RunAsync("to remove", "app2");
            await UntilServedByAsync("web-1");
            await EndAsync(traffic, "Removed");
        }

        await RunAsync("to remove", "lb1", "app1");
        foreach (var machine in _machines.Values)
        {
            Assert.Equal("", await machine.RunAsync("pgrep -l 'actors|haproxy' || true"));
            await machine.RunAsync("test -e /var/lib/actors/seed/cluster-identity.json");
            await machine.RunAsync("grep -q ^ACTORS_NODE__SEEDS /etc/actors/actors.env");
        }
    }

    private async Task What_is_purged_leaves_nothing()
    {
        await RunAsync("to purge");
        foreach (var machine in _machines.Values)
        {
            Assert.Equal(
                "",
                await machine.RunAsync(
                    "rm actors_*.deb; find / -xdev -path /proc -prune -o -path /var/log -prune -o -name '*actors*' -print"));
            Assert.Equal("", await machine.RunAsync("systemctl list-units --all --plain --no-legend 'actors-*'"));
        }
    }

    /// <summary>The steps of the document for one purpose, on these machines or all, one machine after the other.</summary>
    private async Task RunAsync(string when, params string[] only)
    {
        var steps = InstallStep.Read().Where(step => step.When == when).ToList();
        Assert.NotEmpty(steps);
        foreach (var step in steps)
        {
            foreach (var machine in _machines.Values.Where(machine =>
                (step.Where is null || step.Where == machine.Name) && (only.Length == 0 || only.Contains(machine.Name))))
            {
                await machine.RunAsync(step.Commands);
            }
        }
    }

    private async Task ReceiveAsync(string version)
    {
        var package = await PackageFile.MakeAsync(_folder.Path, version);
        foreach (var machine in _machines.Values)
        {
            await machine.RunAsync("rm -f actors_*.deb");
            machine.Receive(package);
        }
    }

    private async Task EndAsync(SteadyTraffic traffic, string what)
    {
        var report = await traffic.EndAsync();
        output.WriteLine($"{what}: {report}");
        report.AssertNothingLost();
    }

    private SteadyTraffic Traffic() => new(Service, _lan, PerSecond);

    private async Task UntilServedByAsync(params string[] nodes)
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = (context, cancellationToken) => _lan.ConnectAsync(null, context.DnsEndPoint, cancellationToken),
        })
        { Timeout = TimeSpan.FromSeconds(10) };
        var last = new Queue<string>();
        await Eventually.BecomesAsync(
            $"{string.Join(", ", nodes)} serve",
            async () => string.Join('\n', await Task.WhenAll(_machines.Values.Select(one => one.JournalAsync()))),
            async () =>
            {
                using var answer = await client.GetAsync(Service);
                last.Enqueue(answer.IsSuccessStatusCode ? answer.Headers.GetValues("x-backend-ip").First() : $"{(int)answer.StatusCode}");
                while (last.Count > 2 * nodes.Length)
                {
                    last.Dequeue();
                }

                return (last.Count == 2 * nodes.Length && last.ToHashSet().SetEquals(nodes.Select(AddressOf)), string.Join(' ', last));
            });
    }

    private string AddressOf(string node) => _lan.AddressOf(node.Replace("web-", "app", StringComparison.Ordinal));

    private Task UntilActiveAsync(string machine, string unit) => Eventually.BecomesAsync(
        $"{unit} is active", _machines[machine].JournalAsync,
        async () =>
        {
            var state = await _machines[machine].RunAsync($"systemctl is-active {unit} || true");
            return (state.Trim() == "active", state);
        });

    private async Task<IReadOnlyList<string>> MainPidsAsync()
    {
        var all = new List<string>();
        foreach (var machine in _machines.Values)
        {
            all.AddRange((await machine.RunAsync("systemctl show --property=MainPID --value 'actors-*'"))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(pid => $"{machine.Name} {pid}"));
        }

        return all;
    }
}
