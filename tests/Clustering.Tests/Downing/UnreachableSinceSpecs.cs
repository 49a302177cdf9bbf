using Actors.Clustering.Downing;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.Clustering.Tests.Downing;

public sealed class UnreachableSinceSpecs
{
    private static readonly UniqueAddress One = new(new Address("akka.tcp", "actors", "10.0.0.1", 4053), 1);
    private static readonly UniqueAddress Two = new(new Address("akka.tcp", "actors", "10.0.0.2", 4053), 2);

    [Fact]
    public void A_member_counts_from_when_it_was_first_unreachable_and_anew_after_a_pause()
    {
        var since = UnreachableSince.None.Observe([One], At(0)).Observe([One, Two], At(2));

        Assert.Equal([One.Address], since.For(At(3), now: At(4)));
        Assert.Equal([One.Address, Two.Address], since.For(At(3), now: At(5)).OrderBy(address => address.Host));
        Assert.Equal([Two.Address], since.Observe([Two], At(4)).Observe([One, Two], At(5)).For(At(3), now: At(6)));
    }

    private static TimeSpan At(int seconds) => TimeSpan.FromSeconds(seconds);
}
