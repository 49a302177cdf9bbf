using System.Globalization;
using System.Text;
using Actors.HaAgent.Overrides;
using Akka.Actor;
using Akka.Cluster;
using Akka.DistributedData;

namespace Actors.HaAgent.Tests.Overrides;

public sealed class OverridePagesSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly UniqueAddress One = new(new Address("akka.tcp", "actors", "127.0.0.1", 1), 1);
    private static readonly UniqueAddress Two = new(new Address("akka.tcp", "actors", "127.0.0.1", 2), 2);
    private static readonly ORSetKey<string> Key = OverridePages.Of("web-1");

    [Fact]
    public void A_page_has_the_last_override_of_each_of_its_nodes_only()
    {
        var book = OverrideBook.Empty.Drain("web-1", "ann", Noon).Drain(OnAnotherPage, "ann", Noon);
        var page = Settle(ORSet<string>.Empty, book, One);
        Assert.Equal(["web-1"], OverridePages.Read(page).Select(entry => entry.Key));

        page = Settle(page, book.Maintenance("web-1", "ann", Noon.AddSeconds(1)), One);

        Assert.Equal(
            [new NodeOverride(AdminState.Maintenance, null, "ann", Noon.AddSeconds(1))],
            OverridePages.Read(page).Select(entry => entry.Value));
    }

    [Fact]
    public void Whoever_settles_two_pages_that_differ_the_later_override_stays()
    {
        var one = Settle(ORSet<string>.Empty, OverrideBook.Empty.Drain("web-1", "ann", Noon), One);
        var two = Settle(ORSet<string>.Empty, OverrideBook.Empty.Ready("web-1", "ann", Noon.AddSeconds(1)), Two);
        var both = one.Merge(two);
        Assert.True(OverridePages.HasOld(both, OverrideBook.Empty.Merge(OverridePages.Read(both))));

        var settled = Settle(both, OverrideBook.Empty, One);

        Assert.Equal(settled, Settle(both, OverrideBook.Empty.Drain("web-1", "ann", Noon), Two));
        Assert.False(Assert.Single(OverridePages.Read(settled)).Value.IsInForce);
        Assert.False(OverridePages.HasOld(settled, OverrideBook.Empty.Merge(OverridePages.Read(settled))));
        Assert.Equal(settled, settled.Merge(both));
    }

    [Fact]
    public void What_was_taken_back_long_ago_goes_from_the_page_and_what_nobody_here_can_read_stays()
    {
        const string Newer = """{"node":"web-1","state":"Asleep","weight":null,"by":"ann","at":"2026-11-24T12:00:00+00:00"}""";
        var page = Settle(ORSet<string>.Empty, OverrideBook.Empty.Ready("web-1", "ann", Noon), One).Add(Two, Newer);

        Assert.Equal([Newer], OverridePages.Settle(page, Key, OverrideBook.Empty, Noon.AddSeconds(1), One).Elements);
    }

    [Fact]
    public void All_pages_that_travel_together_fit_into_a_frame()
    {
        // The longest name that the API takes from a caller.
        const int LongestName = 64;
        // As many as agent.hocon has, in a message that is small beside the frame of cluster.hocon.
        const int Together = 5;
        const int Frame = 1_000_000;
        var longest = new NodeOverride(AdminState.Maintenance, 256, new string('"', LongestName), Noon.AddTicks(1))
        {
            From = "fe80:1111:2222:3333:4444:5555:6666:7777",
            Reason = new string('\u00e4', NodeOverride.LongestReason),
        };
        var names = Enumerable.Range(0, OverrideBook.Most).Select(n =>
            string.Create(CultureInfo.InvariantCulture, $"{new string('n', 57)}{n:000000}"));

        // Beside each text stands who wrote it, less than 100 bytes.
        var sizes = names.GroupBy(OverridePages.Of)
            .Select(page => page.Sum(name => Encoding.UTF8.GetByteCount(OverrideText.Write(name, longest)) + 100)).OrderDescending()
            .ToList();

        Assert.Equal(OverridePages.All.Length, sizes.Count);
        Assert.NotNull(OverrideText.TryRead(OverrideText.Write(new string('n', 63), longest)));
        Assert.True(sizes.Take(Together).Sum() < Frame, $"{sizes.Take(Together).Sum()} bytes");
    }

    private static string OnAnotherPage => Enumerable.Range(2, 100).Select(n => $"web-{n}").First(name => OverridePages.Of(name) != Key);

    private static ORSet<string> Settle(ORSet<string> page, OverrideBook book, UniqueAddress self) =>
        OverridePages.Settle(page, Key, book, DateTimeOffset.MinValue, self);
}
