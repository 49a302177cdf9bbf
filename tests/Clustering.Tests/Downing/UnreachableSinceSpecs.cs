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

    [Fact]
    public void The_longest_unreachable_come_first()
    {
        UniqueAddress[] members = [.. Enumerable.Range(1, 60).Select(n => new UniqueAddress(One.Address.WithPort(n), n))];

        var since = members.Reverse().Select((member, at) => (member, at))
            .Aggregate(UnreachableSince.None, (now, next) => now.Observe([.. members.TakeLast(next.at + 1)], At(next.at)));

        Assert.Equal(members.Reverse().Select(member => member.Address), since.For(At(0), now: At(60)));
    }

    private static TimeSpan At(int seconds) => TimeSpan.FromSeconds(seconds);
}
