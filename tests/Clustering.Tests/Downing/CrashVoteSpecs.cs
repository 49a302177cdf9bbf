using Actors.Clustering.Downing;
using Akka.Actor;

namespace Actors.Clustering.Tests.Downing;

public sealed class CrashVoteSpecs
{
    private static readonly Address A = Address.Parse("akka.tcp://actors@10.0.0.1:4053");
    private static readonly Address B = Address.Parse("akka.tcp://actors@10.0.0.2:4053");

    [Fact]
    public void Whom_nobody_hears_is_dead_once_most_have_answered() => Assert.Equal([A, B], CrashVote.Dead(5, [A, B], [[], [], []]));

    [Fact]
    public void Whom_somebody_hears_is_not() => Assert.Equal([B], CrashVote.Dead(5, [A, B], [[], [A], []]));

    [Theory]
    [InlineData(4, 2)]
    [InlineData(5, 2)]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    public void Half_or_fewer_decide_nothing(int members, int answers) =>
        Assert.Empty(CrashVote.Dead(members, [A], [.. Enumerable.Repeat<IReadOnlyCollection<Address>>([], answers)]));
}
