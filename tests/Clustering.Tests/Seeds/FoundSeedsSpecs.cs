using Actors.Clustering.Seeds;

namespace Actors.Clustering.Tests.Seeds;

/// <summary>Which of the seeds that are found forms a cluster. That one does in any order of starts: <c>FoundSeedsProperties</c>.</summary>
public sealed class FoundSeedsSpecs
{
    private static readonly ClusterTimings Timings = ClusterTimings.Default;

    [Fact]
    public void All_nodes_have_them_in_one_order() =>
        Assert.Equal(
            Addresses("9.0.0.1:2 10.0.0.2:1 10.0.0.2:2 10.0.0.10:1 [fd00::1]:1 [fd00::a]:1 a:1 b:1"),
            FoundSeeds.InOrder(Addresses("b:1 [fd00::a]:1 10.0.0.10:1 a:1 10.0.0.2:2 9.0.0.1:2 10.0.0.2:1 [fd00::1]:1 a:1")));

    [Theory]
    // The first, once the answers have been the same for long enough, with half of them.
    [InlineData("10.0.0.1", "10.0.0.1 10.0.0.2", "", 5.9, false)]
    [InlineData("10.0.0.1", "10.0.0.1 10.0.0.2", "", 6, true)]
    [InlineData("10.0.0.2", "10.0.0.1 10.0.0.2", "10.0.0.1", 600, false)]
    [InlineData("10.0.0.1", "10.0.0.1 10.0.0.2 10.0.0.3", "10.0.0.3", 6, true)]
    [InlineData("10.0.0.1", "10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4", "10.0.0.3", 6, true)]
    // Cut off, it waits for longer than the others do without it.
    [InlineData("10.0.0.1", "10.0.0.1 10.0.0.2 10.0.0.3", "", 119, false)]
    [InlineData("10.0.0.1", "10.0.0.1 10.0.0.2 10.0.0.3", "", 120, true)]
    [InlineData("10.0.0.1", "10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5", "10.0.0.4", 119, false)]
    // By number, not by letter.
    [InlineData("10.0.0.9", "10.0.0.9 10.0.0.10", "", 6, true)]
    // Alone it may only have asked too early.
    [InlineData("10.0.0.1", "10.0.0.1", "", 14.9, false)]
    [InlineData("10.0.0.1", "10.0.0.1", "", 15, true)]
    // What does not find itself is not what others find.
    [InlineData("10.0.0.1", "10.0.0.2 10.0.0.3", "10.0.0.2 10.0.0.3", 600, false)]
    [InlineData("10.0.0.1", "", "", 600, false)]
    // The first does not answer, and more than half do.
    [InlineData("10.0.0.2", "10.0.0.1 10.0.0.2 10.0.0.3", "10.0.0.3", 59, false)]
    [InlineData("10.0.0.2", "10.0.0.1 10.0.0.2 10.0.0.3", "10.0.0.3", 60, true)]
    [InlineData("10.0.0.2", "10.0.0.1 10.0.0.2 10.0.0.3", "", 600, false)]
    [InlineData("10.0.0.2", "10.0.0.1 10.0.0.2", "", 600, false)]
    [InlineData("10.0.0.3", "10.0.0.1 10.0.0.2 10.0.0.3", "10.0.0.2", 600, false)]
    [InlineData("10.0.0.2", "10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4", "10.0.0.3", 600, false)]
    // IPv6 only.
    [InlineData("fd00::1", "fd00::1 fd00::2", "", 6, true)]
    [InlineData("fd00::2", "fd00::1 fd00::2", "fd00::1", 6, false)]
    // Both families of each machine are found, and each calls itself by one.
    [InlineData("fd00::1", "10.0.0.1 10.0.0.2 fd00::1 fd00::2", "fd00::2", 6, true)]
    [InlineData("10.0.0.1", "10.0.0.1 10.0.0.2 fd00::1 fd00::2", "10.0.0.2", 6, true)]
    [InlineData("10.0.0.2", "10.0.0.1 10.0.0.2 10.0.0.3 fd00::1 fd00::2 fd00::3", "10.0.0.3", 60, true)]
    // And where they do not all call themselves by the same, the lower one is heard.
    [InlineData("fd00::1", "10.0.0.1 10.0.0.2 fd00::1 fd00::2", "10.0.0.2", 6, false)]
    public void Who_may_form_a_cluster(string self, string found, string answering, double unchanged, bool may) =>
        Assert.Equal(
            may,
            FoundSeeds.MayForm(
                At(self), FoundSeeds.InOrder(All(found)), All(answering).ToHashSet(), TimeSpan.FromSeconds(unchanged), Timings));

    private static IEnumerable<SeedAddress> All(string hosts) =>
        hosts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(At);

    private static SeedAddress At(string host) => new(host, 4053);

    private static IEnumerable<SeedAddress> Addresses(string texts) => texts.Split(' ').Select(text => SeedAddress.TryParse(text)!);
}
