using Actors.Clustering.Settings;
using Microsoft.Extensions.Configuration;

namespace Actors.Clustering.Tests.Settings;

/// <summary>Settings that no program has, wherever they are written.</summary>
public sealed class UnknownSettingsSpecs
{
    [Theory]
    [InlineData("--Webb:Port=3", "--Webb:Port = '3': no such setting; the nearest is Web:Port. Write --Web:Port=3")]
    [InlineData("--Webb:Port 3", "--Webb:Port = '3': no such setting; the nearest is Web:Port. Write --Web:Port=3")]
    [InlineData("-port 3000", "-port = '3000': no such setting; the nearest is Web:Port or Node:Port. Write --Web:Port=3000")]
    [InlineData("-port=3000", "-port = '3000': no such setting; the nearest is Web:Port or Node:Port. Write --Web:Port=3000")]
    [InlineData("--seeds=a:1", "--seeds = 'a:1': no such setting; the nearest is Node:Seeds. Write --Node:Seeds=a:1")]
    [InlineData("/Nod:Seeds=a:1", "/Nod:Seeds = 'a:1': no such setting; the nearest is Node:Seeds. Write --Node:Seeds=a:1")]
    [InlineData("node server.js", "node: no such setting")]
    [InlineData("--Quux:Zyx=1", "--Quux:Zyx = '1': no such setting; they are written --Section:Key=value")]
    [InlineData("--Web:Port", "--Web:Port: has no value")]
    public void Of_a_command_line(string line, string fault) =>
        Assert.StartsWith(fault, Among(GivenSettings.OfLine(line.Split(' ')))[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("--Web:Port=3 --Node:Seeds a:1,b:2 /web:service=shop Node:Name=x --HaProxy:HttpPort=80 --Logging:LogLevel:Default=Debug")]
    [InlineData("--History:MostRows=500")]
    [InlineData("")]
    public void A_right_one_has_no_fault(string line) =>
        Assert.Empty(Among(GivenSettings.OfLine(line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    [Theory]
    [InlineData("ACTORS_WEBB__PORT", "ACTORS_WEBB__PORT = '3': no such setting; the nearest is Web:Port. Set ACTORS_WEB__PORT")]
    [InlineData("ACTORS_WEB_PORT", "ACTORS_WEB_PORT = '3': no such setting; the nearest is Web:Port. Set ACTORS_WEB__PORT")]
    [InlineData("ACTORS_PORT", "ACTORS_PORT = '3': no such setting; the nearest is Web:Port or Node:Port. Set ACTORS_WEB__PORT")]
    [InlineData(
        "ACTORS_HA_PROXY__HTTPPORT",
        "ACTORS_HA_PROXY__HTTPPORT = '3': no such setting; the nearest is HaProxy:HTTPPORT. Set ACTORS_HAPROXY__HTTPPORT")]
    [InlineData("ACTORS_QUUX__ZYX", "ACTORS_QUUX__ZYX = '3': no such setting; they are written")]
    public void Of_the_environment(string variable, string fault) =>
        Assert.StartsWith(fault, Assert.Single(Of(variable, "3")), StringComparison.Ordinal);

    [Theory]
    [InlineData("ACTORS_URL", "http://127.0.0.1:8090")]
    [InlineData("ACTORS_TOKEN_FILE", "/x")]
    [InlineData("ACTORS_TEST_SEED", "5")]
    [InlineData("ACTORS_HAPROXY__TCPPORTS", "6379")]
    [InlineData("ACTORS_PORT", "tcp://10.0.0.1:80")]
    [InlineData("ACTORS_WEB_SERVICE_PORT", "80")]
    [InlineData("ACTORS_WEB_PORT_80_TCP_PORT", "80")]
    [InlineData("PORT", "3000")]
    public void What_other_programs_and_tools_are_told_has_no_fault(string variable, string value) => Assert.Empty(Of(variable, value));

    [Fact]
    public void A_section_of_a_file_is_wrong_where_it_is_nearly_one_of_ours() =>
        Assert.Equal(
            ["Webb: no such section in appsettings.json; the nearest is Web"],
            UnknownSettings.AmongSections(["Webb", "node", "Serilog", "ConnectionStrings", "Logging"]));

    private static IReadOnlyList<string> Of(string variable, string value) =>
        Among(GivenSettings.OfEnvironment([KeyValuePair.Create(variable, (string?)value)]));

    private static IReadOnlyList<string> Among(IEnumerable<GivenSetting> given)
    {
        var (web, node) = (
            new SettingsReader(new ConfigurationBuilder().Build(), "Web"), new SettingsReader(new ConfigurationBuilder().Build(), "Node"));
        foreach (
            var (reader, key) in new[] { (web, "Port"), (web, "Service"), (web, "HealthPath"), (node, "Port"), (node, "Name"),
                (node, "Seeds") })
        {
            reader.Text(key, "");
        }

        return UnknownSettings.Among(given, [web, node]);
    }
}
