namespace Actors.EndToEnd;

/// <summary>Seeds that are listed by a name, in a file of hosts of the nodes' own.</summary>
[Trait("Needs", "Root")]
public sealed class SeedNameSpecs
{
    private const string WithHosts = "mount --bind \"$1\" /etc/hosts; shift; exec \"$@\"";

    [Theory]
    [InlineData("seeds.test calls itself by its address", "127.0.0.1 seeds.test\n")]
    [InlineData("the first of its addresses is dead", "127.0.0.9 seeds.test\n127.0.0.1 seeds.test\n")]
    [InlineData("the last of its addresses is dead", "127.0.0.1 seeds.test\n127.0.0.9 seeds.test\n")]
    public async Task A_node_joins_by_an_address_of_it(string what, string hosts)
    {
        await using var system = await Systems.OpenAsync(nodes: 2);
        system.StartSeed();

        var web = Start(system, "web-1", "web", hosts, system.SeedPort, Ports.Free(), $"--Web:Port={Ports.Free()}");

        await Eventually.BecomesAsync(
            $"{what}: web-1 is a member", system.Tail,
            async () =>
                await system.MembersAsync("seed-1") is var members && members.Contains("web-1")
                    ? (true, "")
                    : (false, string.Join(' ', members)));
        Assert.Contains(
            $"No seed of seeds.test:{system.SeedPort} lets this node in", await File.ReadAllTextAsync(web.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lone_seed_that_lists_itself_by_a_name_forms_a_cluster()
    {
        await using var system = await Systems.OpenAsync(nodes: 1);
        var port = Ports.Free();

        var seed = Start(system, "seed-1", "seed", "127.0.0.1 seeds.test\n", port, port);

        await Eventually.BecomesAsync(
            "it is up", system.Tail,
            () => Task.FromResult((File.ReadAllText(seed.Log).Contains("MemberUp seed-1", StringComparison.Ordinal), "")));
    }

    private static NodeProcess Start(
        LocalSystem system, string name, string program, string hosts, int seedPort, int port, params string[] more)
    {
        var file = Path.Combine(system.Folder, name + ".hosts");
        File.WriteAllText(file, hosts);
        return system.StartOther(
            name, [
                "unshare", "-m", "sh", "-c", WithHosts, "sh", file, LocalSystem.Program(program), $"--Node:Name={name}",
                "--Node:Host=127.0.0.1", $"--Node:Port={port}",
                $"--Node:ManagementPort={Ports.Free()}", $"--Node:Seeds=seeds.test:{seedPort}",
                $"--Node:StatePath={Path.Combine(system.Folder, name)}", .. more]);
    }
}
