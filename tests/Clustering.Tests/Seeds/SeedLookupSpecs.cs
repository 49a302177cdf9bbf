using Actors.Clustering.Seeds;
using DnsClient;

namespace Actors.Clustering.Tests.Seeds;

/// <summary>The sources, as they are really asked.</summary>
public sealed class SeedLookupSpecs
{
    private const byte ServerFault = 2;

    [Fact]
    public async Task Each_address_of_a_name_is_a_seed()
    {
        var answer = await SeedLookup.FindAsync(new SeedSource.Name("localhost", 4053), CancellationToken.None);

        Assert.Equal("", answer.Fault);
        Assert.NotEmpty(answer.Seeds!);
        Assert.All(answer.Seeds!, seed => Assert.Contains(seed.ToString(), (string[])["127.0.0.1:4053", "[::1]:4053"]));
    }

    [Fact]
    public async Task A_file_is_read_each_time()
    {
        using var folder = new TemporaryFolder();
        var file = new SeedSource.AddressFile(Path.Combine(folder.Path, "seeds"));
        Assert.StartsWith("cannot be read: ", (await SeedLookup.FindAsync(file, CancellationToken.None)).Fault, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file.Path, "10.0.0.1:4053\n");
        Assert.Equal([new("10.0.0.1", 4053)], (await SeedLookup.FindAsync(file, CancellationToken.None)).Seeds);

        await File.WriteAllTextAsync(file.Path, "10.0.0.2:4053\n");
        Assert.Equal([new("10.0.0.2", 4053)], (await SeedLookup.FindAsync(file, CancellationToken.None)).Seeds);
    }

    [Fact]
    public async Task Each_target_of_an_SRV_record_is_a_seed_at_its_port()
    {
        using var server = new SmallNameServer();
        server.Add(
            "_actors._tcp.seeds.test",
            (4053, "one.test", ["10.0.0.1"]), (4054, "two.test", ["10.0.0.2", "fd00::2"]), (4055, "localhost", []),
            (0, "none.test", ["10.0.0.3"]));

        var answer = await AskAsync(server, "_actors._tcp.seeds.test");

        Assert.Equal("", answer.Fault);
        Assert.Superset(
            new HashSet<string>(["10.0.0.1:4053", "10.0.0.2:4054", "[fd00::2]:4054"]),
            answer.Seeds!.Select(seed => seed.ToString()).ToHashSet());
        Assert.Contains(answer.Seeds!, seed => seed.Port == 4055);
        Assert.DoesNotContain(answer.Seeds!, seed => seed.Host == "10.0.0.3");
    }

    [Fact]
    public async Task A_name_that_is_not_there_leads_to_no_address_and_a_server_that_fails_gives_no_answer()
    {
        using var server = new SmallNameServer();
        var nothing = await AskAsync(server, "_actors._tcp.seeds.test.");
        Assert.Equal((0, "leads to no address"), (nothing.Seeds!.Count, nothing.Fault));

        server.Fault = ServerFault;

        var fault = await AskAsync(server, "_actors._tcp.seeds.test.");
        Assert.Null(fault.Seeds);
        Assert.StartsWith("is not answered: ", fault.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nameserver 10.0.0.10\nsearch a.svc.local svc.local\noptions ndots:5\n", "a.svc.local svc.local")]
    [InlineData("search one\nsearch two\tthree\n", "two three")]
    [InlineData("domain example.com\n", "example.com")]
    [InlineData("nameserver 10.0.0.10\n", "")]
    public void A_machine_has_search_domains(string text, string domains) =>
        Assert.Equal(domains, string.Join(' ', SeedLookup.SearchDomains(text)));

    private static Task<SeedAnswer> AskAsync(SmallNameServer server, string record) =>
        SeedLookup.ServiceAsync(
            record,
            new LookupClient(
                new LookupClientOptions(server.EndPoint) { UseCache = false, Retries = 0, Timeout = TimeSpan.FromSeconds(10) }),
            CancellationToken.None);
}
