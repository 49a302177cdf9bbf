using Actors.Clustering.Identity;
using Actors.Clustering.Seeds;

namespace Actors.Clustering.Tests.Identity;

/// <summary>
/// A card is written as <c>NAME/IDENTITY/SEEDS</c>: an identity of <c>*</c> is fresh, none is not known; seeds of <c>?</c> are those of a
/// node that says nothing, and <c>~</c> stands before those that are found.
/// </summary>
public sealed class KinshipSpecs
{
    [Theory]
    // What is remembered decides, whatever the seeds are.
    [InlineData("a/x/1", "a/x/2", Kin.Own)]
    [InlineData("a/x/1 2", "a/y/1 2", Kin.Stranger)]
    [InlineData("a/x/1", "a/y/1", Kin.Stranger)]
    // Names before all else.
    [InlineData("a/x/1", "b/x/1", Kin.Stranger)]
    [InlineData("a//1 2", "b//1 2", Kin.Stranger)]
    // Without memory the seeds decide.
    [InlineData("a//1", "a/x/1", Kin.Own)]
    [InlineData("a//1 2", "a/x/2 1", Kin.Own)]
    [InlineData("a//2", "a/x/1 2", Kin.Own)]
    [InlineData("a//3 1 2", "a/x/1 2", Kin.Own)]
    [InlineData("a/x/1", "a//1", Kin.Own)]
    [InlineData("a//1 2", "a/x/1", Kin.Doubtful)]
    [InlineData("a//1 2", "a/x/2", Kin.Stranger)]
    [InlineData("a//1 2", "a/x/2 3", Kin.Stranger)]
    [InlineData("a//1", "a/x/2", Kin.Stranger)]
    [InlineData("a//", "a/x/1", Kin.Stranger)]
    // Seeds that are found have been others a moment ago.
    [InlineData("a//~1 2 3", "a/x/~2 3 4", Kin.Own)]
    [InlineData("a//~2 3", "a/x/~1 2", Kin.Doubtful)]
    [InlineData("a//2 3", "a/x/~1 2", Kin.Doubtful)]
    [InlineData("a//~2 3", "a/x/~1 4", Kin.Stranger)]
    [InlineData("a/x/~1 2", "a/x/~3 4", Kin.Own)]
    [InlineData("a/x/~1 2", "a/y/~1 2", Kin.Stranger)]
    // A cluster formed for want of memory.
    [InlineData("a/x/1 2", "a/y*/2 1", Kin.Own)]
    [InlineData("a/x*/1", "a/y/1", Kin.Own)]
    [InlineData("a/x/1 2", "a/y*/1", Kin.Stranger)]
    // From before release 0.1.0.
    [InlineData("actors/x/1", "actors//?", Kin.Own)]
    [InlineData("actors//1", "actors//?", Kin.Own)]
    [InlineData("shop/x/1", "actors//?", Kin.Stranger)]
    public void Who_is_joined(string own, string other, Kin kin) => Assert.Equal(kin, Kinship.ForJoin(Card(own), Card(other)));

    [Theory]
    [InlineData("a/x/1", "a/x/2", true)]
    [InlineData("a/x/1 2", "a/y/1 2", false)]
    [InlineData("a/x/1", "b/x/1", false)]
    [InlineData("a/x/1", "a/y*/1", true)]
    [InlineData("a/x*/1 2 3", "a/y*/3 2", true)]
    [InlineData("a/x*/1 2", "a/y*/2", false)]
    [InlineData("a/x*/2", "a/y*/1 2", false)]
    [InlineData("a/x/1 2", "a/y*/1", false)]
    [InlineData("a//1 2", "a/y/2", false)]
    [InlineData("a//1 2", "a/y/2 1", true)]
    [InlineData("actors/x/1", "actors//?", true)]
    [InlineData("shop/x/1", "actors//?", false)]
    public void Which_clusters_become_one(string own, string other, bool may)
    {
        Assert.Equal(may, Kinship.MayHeal(Card(own), Card(other)));
        Assert.Equal(may, Kinship.MayHeal(Card(other), Card(own)));
    }

    private static ClusterCard Card(string text)
    {
        var parts = text.Split('/');
        return new ClusterCard(
            parts[0],
            parts[1].Length == 0 ? null : new ClusterIdentity(parts[1].TrimEnd('*'), parts[1].EndsWith('*')),
            parts[2] == "?"
            ? null
            : [
                .. parts[2].TrimStart('~').Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(seed => new SeedAddress($"10.0.0.{seed}", 4053))])
        {
            SeedsAreFound = parts[2].StartsWith('~'),
        };
    }
}
