using Actors.Protocols.Harness;

namespace Actors.Protocols.Identity;

/// <summary>Two systems that meet by an address which both have to do with never become one.</summary>
public sealed class TwoSystemsSpecs
{
    private static readonly string[] First = ["seed-1", "ha-1"];
    private static readonly string[] Second = ["seed-2", "ha-2"];

    // The address of a node of the first system that died with it is a node of the second's when the first is back.
    [Theory]
    [InlineData("web-1")]
    [InlineData("web-1 web-2")]
    [InlineData("ha-3")]
    public async Task An_address_that_one_remembers_is_the_others_by_now(string reused)
    {
        var again = reused.Split(' ');
        await using var cluster = new TestCluster(["seed-1", "seed-2", "ha-1", "ha-2", "ha-3", "web-1", "web-2"]);
        cluster.Give("seed-1", null, [.. First, .. again]);
        cluster.Give("seed-2", null, Second);
        await cluster.StartAsync([.. First, .. again, .. Second]);
        await cluster.UntilWholeAsync([.. First, .. again]);
        await cluster.UntilWholeAsync(Second);
        await cluster.PassAsync(TimeSpan.FromSeconds(1));
        await cluster.CrashAsync([.. First, .. again]);

        cluster.Give("seed-2", null, again);
        foreach (var node in again)
        {
            cluster[node].Wipe();
        }

        await cluster.StartAsync(again);
        await cluster.UntilWholeAsync([.. Second, .. again]);
        await cluster.StartAsync(First);

        await cluster.AssertStayApartAsync(First, [.. Second, .. again]);
        cluster.AssertRefused(
            "seed-1", again[0], $"identity {cluster["seed-1"].IdentityOf()}", $"identity {cluster["seed-2"].IdentityOf()}");
    }

    // Nothing starts again: a seed of the first list is gone, and a node of the second system is at its address.
    [Theory]
    [InlineData("seed-9", "seed-2", "seed-1 seed-9")] // a node
    [InlineData("seed-9", "seed-9", "seed-1 seed-9")] // a seed that is all the list of its own system
    [InlineData("seed-9", "seed-9 seed-2", "seed-1 seed-9")]
    public async Task A_listed_seed_that_is_gone_is_the_others_by_now(string reused, string seedsOfSecond, string seedsOfFirst)
    {
        await using var cluster = new TestCluster(["seed-1", "seed-2", "seed-9", "ha-1", "web-1", "web-2", "web-3"]);
        string[] first = ["seed-1", "ha-1", "web-1"];
        string[] second = [.. seedsOfSecond.Split(' ').Append(reused).Distinct(), "web-2", "web-3"];
        cluster.Give(seedsOfFirst, null, first);
        cluster.Give(seedsOfSecond, null, second);
        await cluster.StartAsync(first);
        await cluster.UntilWholeAsync(first);
        await cluster.StartAsync(second);

        await cluster.AssertStayApartAsync(first, second);
        cluster.AssertRefused("ha-1", reused, $"identity {cluster["seed-1"].IdentityOf()}", $"identity {cluster[reused].IdentityOf()}");
    }

    // A node without memory goes by its list; in it, by mistake, is another system's seed.
    [Theory]
    [InlineData("seed-1 seed-2", false)]
    [InlineData("seed-1 seed-2", true)]
    [InlineData("seed-2 seed-1", false)]
    public async Task A_typing_error_in_a_list_of_seeds_takes_no_new_node_to_the_other_system(string seeds, bool isLate)
    {
        await using var cluster = new TestCluster(["seed-1", "seed-2", "ha-1", "ha-2", "web-1"]);
        string[] first = ["seed-1", "ha-1", "web-1"];
        cluster.Give("seed-2 ha-2", null, Second);
        cluster.Give("seed-1", null, First);
        cluster.Give(seeds, null, "web-1");
        await cluster.StartAsync([.. Second, .. isLate ? [] : First]);
        await cluster.UntilWholeAsync(Second);
        if (seeds.StartsWith("seed-2", StringComparison.Ordinal))
        {
            // Its whole list is wrong but for the end: it stays alone, and says why, until the list is right.
            await cluster.StartAsync("web-1");
            await cluster.PassAsync(TimeSpan.FromMinutes(1));
            Assert.DoesNotContain(cluster["seed-1"].State.Members, member => cluster.NameOf(member.Address) == "web-1");
            Assert.NotNull(cluster["web-1"].LoggedAt("they stay apart"));
            return;
        }

        await cluster.StartAsync("web-1");
        if (isLate)
        {
            await cluster.PassAsync(TimeSpan.FromSeconds(20));
            await cluster.StartAsync(First);
        }

        await cluster.AssertStayApartAsync(first, Second);
        cluster.AssertRefused("web-1", "seed-2", cluster["seed-2"].IdentityOf()!);
    }

    [Theory]
    [InlineData("staging", "production")]
    [InlineData(null, "production")]
    [InlineData("staging", null)]
    public async Task Two_names_on_one_network_stay_apart_and_are_both_named(string? one, string? other)
    {
        await using var cluster = new TestCluster(["seed-1", "seed-2", "ha-1", "ha-2"]);
        // The same list on both, by copy and paste, each with its own first.
        cluster.Give("seed-1 seed-2", one, First);
        cluster.Give("seed-2 seed-1", other, Second);

        await cluster.StartAllAsync();

        await cluster.AssertStayApartAsync(First, Second);
        cluster.AssertRefused("ha-1", "seed-2", $"of cluster '{other ?? "actors"}'", $"this node of cluster '{one ?? "actors"}'");
        cluster.AssertRefused("ha-2", "seed-1", $"of cluster '{one ?? "actors"}'", $"this node of cluster '{other ?? "actors"}'");
    }

    // Each has been a cluster of its own, and both remember it: what their lists say now does not count.
    [Theory]
    [InlineData("seed-1 seed-2", "seed-2 seed-1")]
    [InlineData("seed-1 seed-2 ha-1", "seed-2 seed-1")]
    [InlineData("seed-1 seed-2", "seed-2 ha-2 seed-1")]
    public async Task Two_that_remember_what_they_are_never_become_one(string one, string other)
    {
        await using var cluster = new TestCluster(["seed-1", "seed-2", "ha-1", "ha-2"]);
        cluster.Give("seed-1", null, First);
        cluster.Give("seed-2", null, Second);
        await cluster.StartAllAsync();
        await cluster.UntilWholeAsync(First);
        await cluster.UntilWholeAsync(Second);
        await cluster.StopAsync([.. First, .. Second]);
        cluster.Give(one, null, First);
        cluster.Give(other, null, Second);

        await cluster.StartAllAsync();

        await cluster.AssertStayApartAsync(First, Second);
        Assert.NotEqual(cluster["seed-1"].IdentityOf(), cluster["seed-2"].IdentityOf());
    }
}
