using Actors.Clustering;
using Actors.Protocols.Harness;

namespace Actors.Protocols.Seeds;

/// <summary>Seeds that are found behind one name, whose answers grow and change.</summary>
public sealed class FoundSeedsSpecs
{
    private static readonly string[] Seeds = ["seed-1", "seed-2", "seed-3"];
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    public static TheoryData<string, double> Orders
    {
        get
        {
            var orders = new TheoryData<string, double>();
            foreach (var order in (string[])["1 2 3", "1 3 2", "2 1 3", "2 3 1", "3 1 2", "3 2 1"])
            {
                orders.Add(order, 0);
                orders.Add(order, 4);
            }

            return orders;
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Three_that_start_in_this_order_form_one_cluster_once(string order, double apart)
    {
        await using var cluster = new TestCluster([.. Seeds, "ha-1", "web-1"]);
        var names = new NameService(cluster) { Age = node => TimeSpan.FromSeconds(node.Name[^1] - '0') };
        names.Serve(cluster.Nodes);
        await cluster.StartAsync("web-1");

        foreach (var name in order.Split(' ').Select(number => $"seed-{number}"))
        {
            await names.StartAsync(name);
            await cluster.PassAsync(TimeSpan.FromSeconds(apart));
        }

        await cluster.StartAsync("ha-1");
        await cluster.UntilWholeAsync(Soon);
        cluster.AssertNeverRestarted();
    }

    [Fact]
    public async Task One_that_finds_only_itself_forms_none_until_others_had_the_time_to_be_found()
    {
        await using var cluster = new TestCluster(Seeds);
        var names = new NameService(cluster);
        names.Serve(cluster.Nodes);
        await names.StartAsync("seed-2");
        await cluster.PassAsync(ClusterTimings.Default.FormAfterAlone - TimeSpan.FromSeconds(2));
        Assert.Empty(cluster["seed-2"].State.Members);

        await names.StartAsync("seed-3", "seed-1");

        await cluster.UntilWholeAsync(Soon);
        cluster.AssertNeverRestarted();
    }

    [Fact]
    public async Task One_is_replaced_under_a_new_address_and_a_fresh_node_joins()
    {
        await using var cluster = new TestCluster([.. Seeds, "seed-4", "web-1", "web-2"]);
        var names = new NameService(cluster) { Age = node => TimeSpan.FromSeconds(node.Name[^1] - '0') };
        names.Serve(cluster.Nodes);
        await names.StartAsync(Seeds);
        await cluster.StartAsync("web-1");
        await cluster.UntilWholeAsync(Soon);

        // The one that has formed the cluster, and that all others know as the first.
        await cluster.CrashAsync("seed-1");
        names.Say("seed-2", "seed-3", "seed-4");
        await cluster.StartAsync("seed-4", "web-2");

        await cluster.UntilWholeAsync();
        cluster.AssertNeverRestarted();
    }

    [Fact]
    public async Task All_are_replaced_one_after_the_other_and_a_node_of_before_still_heals()
    {
        await using var cluster = new TestCluster([.. Seeds, "seed-4", "seed-5", "seed-6", "ha-1", "web-1"]);
        var names = new NameService(cluster);
        names.Serve(cluster.Nodes);
        await names.StartAsync(Seeds);
        await cluster.StartAsync("ha-1", "web-1");
        await cluster.UntilWholeAsync(Soon);
        string[] now = Seeds;
        foreach (var (old, next) in Seeds.Zip(["seed-4", "seed-5", "seed-6"]))
        {
            now = [.. now.Where(name => name != old), next];
            await cluster.StopAsync(old);
            names.Say(now);
            await cluster.StartAsync(next);
            await cluster.UntilWholeAsync();
        }

        // All seeds at once lose what they know, under new addresses, and form a cluster of their own: those that go on find it.
        await cluster.CrashAsync(now);
        foreach (var node in Seeds.Select(name => cluster[name]))
        {
            node.Options = node.Options with { StatePath = "" };
        }

        names.Say(Seeds);
        await cluster.StartAsync(Seeds);
        await cluster.UntilWholeAsync();
    }

    [Fact]
    public async Task The_first_that_is_found_is_dead_and_the_others_form_one_without_it()
    {
        await using var cluster = new TestCluster(Seeds);
        var names = new NameService(cluster);
        names.Serve(cluster.Nodes);
        names.Say(Seeds);

        await cluster.StartAsync("seed-2", "seed-3");
        await cluster.PassAsync(TimeSpan.FromSeconds(30));
        Assert.All(cluster.Running, node => Assert.Empty(node.State.Members));

        await cluster.UntilWholeAsync(ClusterTimings.Default.FormWithoutFirst);
    }

    [Fact]
    public async Task The_first_is_cut_off_and_joins_the_cluster_that_the_others_form()
    {
        await using var cluster = new TestCluster(Seeds);
        var names = new NameService(cluster);
        names.Serve(cluster.Nodes);
        names.Say(Seeds);
        cluster.Isolate("seed-1");

        await cluster.StartAllAsync();
        await cluster.UntilWholeAsync(["seed-2", "seed-3"], ClusterTimings.Default.FormWithoutFirst + Soon);
        Assert.Empty(cluster["seed-1"].State.Members);
        // One that hears the others in the very moment in which they form theirs may form its own, and gives way then (docs/adr/0015).
        await cluster.PassAsync(TimeSpan.FromSeconds(5));
        cluster.Heal();

        await cluster.UntilWholeAsync(Soon);
        cluster.AssertNeverRestarted();
    }

    [Fact]
    public async Task The_first_is_the_only_one_that_lives_and_forms_one_in_the_end()
    {
        await using var cluster = new TestCluster(Seeds);
        var names = new NameService(cluster);
        names.Serve(cluster.Nodes);
        names.Say(Seeds);

        await cluster.StartAsync("seed-1");

        await cluster.UntilWholeAsync(ClusterTimings.Default.FormWithoutHalf + Soon);
    }

    [Fact]
    public async Task One_that_is_found_only_after_its_start_by_another_of_its_addresses_takes_that_one()
    {
        await using var cluster = new TestCluster(["seed-1", "seed-2"], network: "10.9.0.");
        var names = new NameService(cluster);
        names.Serve(cluster.Nodes);
        var first = cluster["seed-1"];
        first.OwnAddresses = ["10.8.0.1", first.Address.Host];
        first.Options = first.Options with { Host = "10.8.0.1", BindHost = "10.8.0.1", ChoosesHost = true };
        await cluster.StartAsync("seed-1");
        await cluster.PassAsync(TimeSpan.FromSeconds(5));

        names.Say("seed-1", "seed-2");
        await cluster.StartAsync("seed-2");

        await cluster.UntilWholeAsync(Soon);
    }

    [Fact]
    public async Task Two_that_were_formed_apart_become_one()
    {
        await using var cluster = new TestCluster(["seed-1", "seed-2", "web-1"]);
        var names = new NameService(cluster);
        names.Serve(cluster.Nodes);
        cluster.Cut(["seed-1"], ["seed-2", "web-1"]);
        cluster["seed-1"].Finds = _ => new([cluster["seed-1"].Address]);
        cluster["seed-2"].Finds = _ => new([cluster["seed-2"].Address]);
        names.Say("seed-1", "seed-2");
        await cluster.StartAllAsync();
        await cluster.UntilWholeAsync(["seed-1"]);
        await cluster.UntilWholeAsync(["seed-2", "web-1"]);

        names.Serve(cluster.Nodes);
        cluster.Heal();

        await cluster.UntilWholeAsync();
    }

    [Fact]
    public async Task Nodes_of_IPv6_only_replace_one_and_a_fresh_one_joins()
    {
        await using var cluster = new TestCluster([.. Seeds, "seed-4", "web-1"], network: "fd00:9::");
        var names = new NameService(cluster);
        names.Serve(cluster.Nodes);
        await names.StartAsync("seed-3", "seed-1", "seed-2");
        await cluster.UntilWholeAsync(Soon);

        await cluster.PowerOffAsync("seed-2");
        names.Say("seed-1", "seed-3", "seed-4");
        await cluster.StartAsync("seed-4", "web-1");

        await cluster.UntilWholeAsync();
        cluster.AssertNeverRestarted();
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_is_said_once_and_once_that_it_leads_somewhere()
    {
        await using var cluster = new TestCluster(["seed-1"]);
        var names = new NameService(cluster);
        names.Serve(cluster.Nodes);
        await cluster.StartAllAsync();
        await cluster.PassAsync(TimeSpan.FromSeconds(30));
        names.Say("seed-1");

        await cluster.UntilWholeAsync(ClusterTimings.Default.FormAfterAlone + TimeSpan.FromSeconds(5));

        Assert.Equal(
            ["leads to no address. It is asked again and again.", "leads to 127.9.0.1:4053"],
            cluster["seed-1"].Log.Where(line => line.Text.Contains("Node:Seeds: dns:seeds.test:4053 ", StringComparison.Ordinal))
                .Select(line => line.Text[(line.Text.IndexOf("leads", StringComparison.Ordinal))..]));
    }
}
