using System.Collections.Immutable;
using Actors.HaAgent.Certificates;
using Actors.HaAgent.Desired;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Tests.Templates;

public sealed class ConfigTemplateSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    public static TheoryData<string> Cases => [.. GoldenCases.All.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rendered_configuration_is_the_golden_one(string name)
    {
        var golden = Path.Combine(AppContext.BaseDirectory, "Golden", name, "haproxy.cfg");
        var text = Render(name);
        if (!File.Exists(golden) || File.ReadAllText(golden) != text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(golden)!);
            File.WriteAllText(golden + ".actual", text);
        }

        Assert.True(File.Exists(golden), $"{golden} is missing; what was rendered is beside it as .actual");
        Assert.Equal(File.ReadAllText(golden), text);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Rendered_configuration_is_taken_by_HAProxy(string name)
    {
        var path = _folder["haproxy.cfg"];
        var options = GoldenCases.All[name].Options with { RuntimePath = Path.GetDirectoryName(path)! };
        await File.WriteAllTextAsync(options.RoutesMap, "");
        await File.WriteAllTextAsync(options.LeavingFile, "");
        var certificate = CertificatePem.Read("a.pem", TestCertificate.File("a.test")).Certificate!;
        new CertificateStore(options, new HaProxyBinary("haproxy", TimeProvider.System))
            .Write(
                new CertificateSelection(
                    CertificateSelection.None.Add("a.pem", certificate), ImmutableSortedDictionary<string, string>.Empty, ""));
        await File.WriteAllTextAsync(path, Sample.Render(options, Desired(name)));

        Assert.Null(await new HaProxyBinary("haproxy", TimeProvider.System).CheckAsync(path, CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_order_of_the_nodes_does_not_matter(string name)
    {
        var (options, servers) = GoldenCases.All[name];
        var reversed = DesiredStateBuilder.Build(MembershipSnapshot.Empty, [.. servers.Reverse()], rules: GoldenCases.Rules);

        Assert.Equal(Render(name), Sample.Render(options, reversed));
    }

    [Fact]
    public void A_template_sees_the_zone_of_a_server()
    {
        const string Text =
            "{{ for service in services }}{{ for server in service.servers }}{{ server.name }} in {{ server.zone }}{{ end }}{{ end }}";
        var desired = Sample.Desired(Sample.Server("web-1").Saying(node => node with { Zone = "rack-7" }));

        Assert.Equal(
            "web-1 in rack-7", ConfigTemplate.Render(Text, "mine.sbn", ConfigModel.Of("ha", Sample.Options(), desired)).Text.Trim());
    }

    [Fact]
    public void A_variable_that_does_not_exist_is_an_error_that_names_it()
    {
        var result = ConfigTemplate.Render("bind {{ htttp.port }}", "mine.sbn", ConfigModel.Of("ha", Sample.Options(), Sample.Desired()));

        Assert.True(result.Failed);
        Assert.Contains("htttp", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_that_does_not_parse_is_an_error_with_its_place()
    {
        var result = ConfigTemplate.Render("{{ for x in }}", "mine.sbn", ConfigModel.Of("ha", Sample.Options(), Sample.Desired()));

        Assert.True(result.Failed);
        Assert.Contains("mine.sbn(1,", result.Errors, StringComparison.Ordinal);
    }

    private static string Render(string name) => Sample.Render(GoldenCases.All[name].Options, Desired(name));

    private static DesiredState Desired(string name) =>
        DesiredStateBuilder.Build(MembershipSnapshot.Empty, [.. GoldenCases.All[name].Servers], rules: GoldenCases.Rules);
}
