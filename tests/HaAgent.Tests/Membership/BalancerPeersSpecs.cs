using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Membership;

namespace Actors.HaAgent.Tests.Membership;

/// <summary>Which balancers share their stick-tables, and what the configuration says of them.</summary>
public sealed class BalancerPeersSpecs : IDisposable
{
    private static readonly TimeSpan Start = TimeSpan.FromHours(1);
    private static readonly BalancerPeer Two = new("lb-2", "10.0.0.2", 10000);
    private static readonly BalancerPeer Three = new("lb-3", "fd00::3", 10001);
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_that_comes_is_there_at_once_and_one_that_goes_stays_for_a_while()
    {
        var both = BalancerPeers.Restored([], Start).Seen([Three, Two], Start);
        Assert.Equal([Two, Three], both.All.AsEnumerable());
        Assert.Null(both.NextEnd);

        var soon = both.Seen([Three], Start + TimeSpan.FromSeconds(1)).Seen([Three], Start + BalancerPeers.KeptFor);

        Assert.Equal([Two, Three], soon.All.AsEnumerable());
        Assert.Equal(Start + TimeSpan.FromSeconds(1) + BalancerPeers.KeptFor, soon.NextEnd);
        Assert.Null(soon.Seen([Two, Three], Start + BalancerPeers.KeptFor).NextEnd);
        Assert.Equal([Three], soon.Seen([Three], soon.NextEnd!.Value).All.AsEnumerable());
    }

    [Fact]
    public void Those_that_an_agent_of_before_has_left_are_waited_for()
    {
        var restored = BalancerPeers.Restored([Two, Three], Start);

        Assert.Equal([Two, Three], restored.Seen([], Start).All.AsEnumerable());
        Assert.Equal([Two], restored.Seen([Two], Start + BalancerPeers.KeptFor).All.AsEnumerable());
    }

    [Fact]
    public void One_that_comes_back_elsewhere_is_where_it_is_now() =>
        Assert.Equal(
            [Two with { Address = "10.0.0.9" }],
            BalancerPeers.Restored([Two], Start).Seen([Two with { Address = "10.0.0.9" }], Start).All.AsEnumerable());

    [Theory]
    [InlineData("lb-2", "10.0.0.2", "peers.10000", true)]
    [InlineData("lb-2", "10.0.0.2", "peers", false)]
    [InlineData("lb-2", "10.0.0.2", "peers.0", false)]
    [InlineData("lb-2", "10.0.0.2", "peers.65536", false)]
    [InlineData("lb-2", "10.0.0.2", "peers.1 x", false)]
    [InlineData("lb-2", "lb-2.example.com", "peers.10000", false)]
    [InlineData("lb 2", "10.0.0.2", "peers.10000", false)]
    [InlineData(null, "10.0.0.2", "peers.10000", false)]
    public void A_member_says_by_a_role_where_its_HAProxy_takes_peers(string? name, string host, string role, bool isOne) =>
        Assert.Equal(isOne ? Two : null, BalancerPeer.TryRead(name, host, ["ha", role]));

    [Fact]
    public void The_role_is_read_as_it_is_written() =>
        Assert.Equal(Two, BalancerPeer.TryRead(Two.Name, Two.Address, ["ha", BalancerPeer.RoleOf(Two.Port)]));

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task The_configuration_names_them_and_HAProxy_takes_it(string haproxy)
    {
        var path = _folder["haproxy.cfg"];
        var options = Sample.Options(("PeersPort", "10000")) with { RuntimePath = Path.GetDirectoryName(path)!, PeersBind = "10.0.0.1" };
        new ConfigFiles(options).EnsureNamedFiles();

        var text = Sample.Render(options, Sample.Desired(Sample.Server("web-1")) with { Peers = [Two, Three, new("ha-1", "10.0.0.1", 1)] });

        Assert.Contains(
            """

            peers actors
                bind 10.0.0.1:10000
                server ha-1
                server lb-2 10.0.0.2:10000
                server lb-3 [fd00::3]:10001

            frontend
            """.ReplaceLineEndings("\n"),
            text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, text);
        Assert.Null(await new HaProxyBinary(HaProxies.PathOf(haproxy), TimeProvider.System).CheckAsync(path, CancellationToken.None));
    }

    [Fact]
    public void Peers_on_disk_are_read_again_and_what_is_broken_is_none()
    {
        var file = new PeersFile(_folder["peers.json"], Microsoft.Extensions.Logging.Abstractions.NullLogger<PeersFile>.Instance);
        Assert.Empty(file.Read());

        file.Write([Two, Three]);
        Assert.Equal([Two, Three], file.Read().AsEnumerable());

        File.WriteAllText(_folder["peers.json"], """[{ "name": "lb 2", "address": "10.0.0.2", "port": 1 }, { "name": "lb-3" }]""");
        Assert.Empty(file.Read());
        File.WriteAllText(_folder["peers.json"], "[");
        Assert.Empty(file.Read());
    }
}
