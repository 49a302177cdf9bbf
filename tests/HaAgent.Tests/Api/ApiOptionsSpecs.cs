using Actors.Clustering.Settings;
using Actors.HaAgent.Api;
using Microsoft.Extensions.Configuration;

namespace Actors.HaAgent.Tests.Api;

/// <summary>Where others find the page of an agent: where it listens for them, or where it is told.</summary>
public sealed class ApiOptionsSpecs
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("127.0.0.1:9000", "", "")]
    [InlineData("[::1]:9000", "", "")]
    [InlineData("10.0.0.9:9000", "", "http://10.0.0.9:9000/")]
    [InlineData("0.0.0.0:9000", "", "http://10.0.0.7:9000/")]
    [InlineData("[::]:9000", "", "http://10.0.0.7:9000/")]
    [InlineData("0.0.0.0:9000", "https://ha-1.example.com", "https://ha-1.example.com/")]
    [InlineData("", "https://ha-1.example.com/", "https://ha-1.example.com/")]
    [InlineData("0.0.0.0:9000", "none", "")]
    public void The_address_for_others_is_where_it_listens_for_them_or_what_is_said(string bind, string url, string expected)
    {
        var (options, faults) = Read(bind, url, "10.0.0.7");

        Assert.Empty(faults);
        Assert.Equal(expected, options.Url);
    }

    [Theory]
    [InlineData("fd00::7", "http://[fd00::7]:9000/")]
    [InlineData("ha-1.internal", "http://ha-1.internal:9000/")]
    public void A_name_and_an_address_of_IPv6_make_an_address(string host, string expected) =>
        Assert.Equal(expected, Read("0.0.0.0:9000", "", host).Options.Url);

    [Fact]
    public void One_that_is_none_is_a_fault_with_the_setting_the_value_and_the_remedy()
    {
        var fault = Assert.Single(Read("", "ha-1:9000", "10.0.0.7").Faults);

        Assert.Contains("Api:Url = 'ha-1:9000'", fault, StringComparison.Ordinal);
        Assert.Contains("such as https://", fault, StringComparison.Ordinal);
    }

    private static (ApiOptions Options, IReadOnlyList<string> Faults) Read(string bind, string url, string host)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Api:Bind"] = bind, ["Api:Url"] = url }).Build();
        var settings = new SettingsReader(configuration, ApiOptions.Section);
        return (ApiOptions.Read(settings, 8090, host), settings.Faults);
    }
}
