using System.IO.Compression;
using System.Xml.Linq;

namespace Actors.EndToEnd.Packages;

/// <summary>
/// Somebody's own ASP.NET Core app behind HAProxy, by the package alone. In the long tier, since packing and building take as long as forty
/// starts of a node; that what is in the package serves, is taken out and stops well, the web nodes of every landing show, which are made
/// with it.
/// </summary>
[Trait("Tier", "Long")]
public sealed class BackendPackageSpecs(ShopBuild shop) : IClassFixture<ShopBuild>
{
    private const int PerSecond = 300;

    [Theory, AllHaProxies]
    public async Task It_is_served_while_it_is_healthy_and_stops_without_losing_a_request(string haProxy)
    {
        await using var system = await Systems.OpenAsync(nodes: 4, haProxy);
        system.StartSeed();
        system.StartHa();
        StartShop(system, 1, Ports.Free());
        var port = Ports.Free();
        var second = StartShop(system, 2, port);
        await system.UntilServedByAsync(1, 2);
        await system.UntilListedAsync(1, 2);
        var (node, version) = await DescribedAsync(system);
        Assert.Equal(("web-2", "2.3.0"), (node, version));

        await using (var traffic = new SteadyTraffic(system, perSecond: PerSecond))
        {
            await SetDoorsAsync(port, open: false);
            await system.UntilStatusAsync(
                "web-2 is out for the reason that its health check gives",
                status => status.GetRawText().Contains("not ready: doors: the shop is closed", StringComparison.Ordinal));
            await system.UntilServedByAsync(1);
            await SetDoorsAsync(port, open: true);
            await system.UntilServedByAsync(1, 2);
            await traffic.AssertNothingLostAsync();
        }

        await using var steady = new SteadyTraffic(system, perSecond: PerSecond);
        using var client = system.ClientOfUsers(TimeSpan.Zero, TimeSpan.FromSeconds(30));
        var slow = Enumerable.Range(0, 4).Select(_ => client.GetStringAsync(new Uri(system.Ha1.Url, "slow?ms=4000"))).ToList();
        await system.UntilServersAsync(system.Ha1, "web-2 has requests in flight", servers => servers["web-2"].Requests >= 2);

        var exit = second.StopAsync();
        await system.UntilServersAsync(
            system.Ha1, "web-2 is drained", servers => servers.GetValueOrDefault("web-2") is { IsDrained: true });
        Assert.Contains("web-2", await Task.WhenAll(slow));
        Assert.Equal(0, await exit);
        await system.UntilListedAsync(1);
        await steady.AssertNothingLostAsync();
        Assert.Contains("web-2 has been removed by ha-1", await File.ReadAllTextAsync(second.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_unhealthy_when_it_starts_is_sent_nobody()
    {
        await using var system = await Systems.OpenAsync(nodes: 4);
        system.StartSeed();
        system.StartHa();
        StartShop(system, 1, Ports.Free());
        await system.UntilServedByAsync(1);
        await using var onlyFirst = new Throughout(async () =>
            await system.GetAsync() is { Host: "web-1" } ? null : "another than web-1 was sent a request");

        var port = Ports.Free();
        StartShop(system, 2, port, "--Doors=closed");
        await system.UntilStatusAsync(
            "web-2 is known and not ready",
            status => status.GetRawText().Contains("not ready: doors: the shop is closed", StringComparison.Ordinal));
        await onlyFirst.AssertHeldAsync();

        await SetDoorsAsync(port, open: true);
        await system.UntilServedByAsync(1, 2);
    }

    [Fact]
    public async Task A_start_with_bad_settings_names_every_one_and_opens_no_port()
    {
        await using var system = await Systems.OpenAsync(nodes: 1);
        var app = StartShop(
            system, 1, Ports.Free(), "--HaProxyBackend:Weight=heavy", "--HaProxyBackend:Node:Name=a b", "--HaProxyBackend:Helth=1");

        Assert.NotEqual(0, await app.ExitAsync());
        var log = await File.ReadAllTextAsync(app.Log);
        Assert.Contains(
            "HaProxyBackend:Weight = 'heavy': must be a whole number from 0 to 256. Set HAPROXYBACKEND__WEIGHT", log,
            StringComparison.Ordinal);
        Assert.Contains("HaProxyBackend:Node:Name = 'a b': a name is 1 to 63", log, StringComparison.Ordinal);
        Assert.Contains("HaProxyBackend:Helth = '1': no such setting", log, StringComparison.Ordinal);
        Assert.DoesNotContain("Now listening on", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Actors.Backend", "Actors.Clustering")]
    [InlineData("Actors.Clustering", "Akka.Cluster")]
    public async Task A_package_has_a_readme_symbols_a_license_and_what_it_needs(string id, string needs)
    {
        await using var package = await ZipFile.OpenReadAsync(shop.PackageOf(id, "nupkg"));
        await using var about = await package.GetEntry(id + ".nuspec")!.OpenAsync();
        var metadata = (await XDocument.LoadAsync(about, LoadOptions.None, CancellationToken.None)).Root!.Elements().Single();
        await using var symbols = await ZipFile.OpenReadAsync(shop.PackageOf(id, "snupkg"));

        Assert.NotNull(package.GetEntry("README.md"));
        Assert.Equal("README.md", Of("readme").Value);
        Assert.Equal("Apache-2.0", Of("license").Value);
        var dependency = Assert.Single(metadata.Descendants(), element => (string?)element.Attribute("id") == needs);
        Assert.True(!needs.StartsWith("Actors.", StringComparison.Ordinal) || (string?)dependency.Attribute("version") == shop.Version);
        Assert.NotNull(symbols.GetEntry($"lib/net10.0/{id}.pdb"));

        XElement Of(string name) => metadata.Elements().Single(element => element.Name.LocalName == name);
    }

    private NodeProcess StartShop(LocalSystem system, int number, int port, params string[] more) => system.StartOther(
        $"web-{number}",
        [
            shop.Program, "--urls", $"http://127.0.0.1:{port}", "--HaProxyBackend:Service=web", $"--HaProxyBackend:Node:Name=web-{number}",
            "--HaProxyBackend:Node:Host=127.0.0.1", "--HaProxyBackend:Node:Port=0", $"--HaProxyBackend:Node:Seeds={system.Seeds}",
            "--HaProxyBackend:HealthEvery=0.2", .. more,
        ]);

    private static async Task SetDoorsAsync(int port, bool open)
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync(new Uri($"http://127.0.0.1:{port}/doors/{(open ? "true" : "false")}"), null);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<(string? Name, string? Version)> DescribedAsync(LocalSystem system)
    {
        var second = (await system.StatusAsync()).GetProperty("nodes").EnumerateArray()
            .Single(node => node.GetProperty("name").GetString() == "web-2");
        return (second.GetProperty("name").GetString(), second.GetProperty("version").GetString());
    }
}
