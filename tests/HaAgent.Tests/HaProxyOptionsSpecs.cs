using Actors.Clustering.Settings;
using Actors.HaAgent.Settings;
using Microsoft.Extensions.Configuration;

namespace Actors.HaAgent.Tests;

public sealed class HaProxyOptionsSpecs
{
    [Theory]
    [InlineData("Binary", "no-such-haproxy", "is not a program here")]
    [InlineData("ConfigPath", "relative/haproxy.cfg", "absolute path")]
    [InlineData("ConfigPath", "/etc/a b.cfg", "absolute path")]
    [InlineData(
        "RuntimePath", "/tmp/0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789",
        "UNIX socket")]
    [InlineData("TemplatePath", "/no/such/template", "there is no such file")]
    [InlineData("HttpBind", "localhost", "must be * or an IP address")]
    [InlineData("HttpPort", "70000", "from 1 to 65535")]
    [InlineData("StatsUsersFile", "/no/such/file", "there is no such file")]
    [InlineData("StatsUsersFile", "/etc/hostname", "NAME:HASH")]
    [InlineData("CliBind", "9999", "address:port")]
    [InlineData("DefaultService", "a b", "a service is named with")]
    [InlineData("DrainTimeout", "02:00:00", "01:00:00")]
    [InlineData("HoldLastLeave", "31", "00:00:30")]
    [InlineData("MaxOldWorkers", "0", "from 1 to 1000")]
    [InlineData("AuditEvery", "0.05", "00:00:00.1")]
    [InlineData("Warmup", "-1", "00:00:00")]
    [InlineData("StickyCookie", "a b", "1 to 64 letters")]
    [InlineData("StickyCookie", "a;b", "1 to 64 letters")]
    [InlineData("StickyMode", "rewrite", "must be prefix")]
    [InlineData("CertificatesPath", "certs", "absolute path")]
    [InlineData("HttpsPort", "0", "from 1 to 65535")]
    [InlineData("HttpsRedirect", "yes", "must be on")]
    [InlineData("LeaveNotice", "3601", "01:00:00")]
    [InlineData("HealthPath", "/a b", "must be a path of letters")]
    [InlineData("Start", "systemd", "must be agent (the agent starts HAProxy, and")]
    [InlineData("StopTimeout", "soon", "as hh:mm:ss or in seconds")]
    public void A_setting_that_cannot_be_used_is_named_with_value_and_remedy(string key, string value, string remedy)
    {
        var reader = new SettingsReader(
            new ConfigurationBuilder().AddInMemoryCollection([new($"HaProxy:{key}", value)]).Build(), HaProxyOptions.Section);

        _ = HaProxyOptions.Read(reader);

        var fault = Assert.Single(reader.Faults);
        Assert.Contains($"HaProxy:{key} = '{value[..Math.Min(80, value.Length)]}'", fault, StringComparison.Ordinal);
        Assert.Contains(remedy, fault, StringComparison.Ordinal);
        Assert.Contains($"ACTORS_HAPROXY__{key.ToUpperInvariant()}", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MostRows", "99", "from 100 to 100000")]
    [InlineData("KeepFor", "00:30:00", "from 01:00:00 to 3650.00:00:00")]
    [InlineData("MostSize", "0", "from 1 to 10240")]
    public void A_bound_of_the_history_is_named_likewise(string key, string value, string remedy)
    {
        var reader = new SettingsReader(
            new ConfigurationBuilder().AddInMemoryCollection([new($"History:{key}", value)]).Build(), HistoryOptions.Section);

        Assert.Equal(HistoryOptions.Default, HistoryOptions.Read(reader));

        Assert.Contains(remedy, Assert.Single(reader.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_sent_to_TLS_where_there_is_none()
    {
        var reader = new SettingsReader(
            new ConfigurationBuilder().AddInMemoryCollection([new("HaProxy:HttpsRedirect", "on")]).Build(), HaProxyOptions.Section);

        _ = HaProxyOptions.Read(reader);

        Assert.Contains(
            "HaProxy:HttpsRedirect = 'on': needs certificates: set CertificatesPath too", Assert.Single(reader.Faults),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HttpPort", "8443")]
    [InlineData("StatsPort", "8443")]
    [InlineData("CliBind", "127.0.0.1:8443")]
    public void TLS_needs_a_port_of_its_own(string taken, string value)
    {
        var reader = new SettingsReader(
            new ConfigurationBuilder()
            .AddInMemoryCollection(
                [new("HaProxy:CertificatesPath", "/certs"), new("HaProxy:HttpsPort", "8443"), new($"HaProxy:{taken}", value)])
            .Build(), HaProxyOptions.Section);

        _ = HaProxyOptions.Read(reader);

        Assert.Contains("HaProxy:HttpsPort = '8443': must be another port", Assert.Single(reader.Faults), StringComparison.Ordinal);
    }
}
