using Actors.Backend.Settings;
using Actors.Clustering.Seeds;
using Actors.Clustering.Settings;
using Microsoft.Extensions.Configuration;

namespace Actors.Backend.Tests.Settings;

public sealed class BackendSettingsSpecs
{
    [Fact]
    public void Seeds_are_all_that_an_app_must_give()
    {
        var settings = Read(o => o.Node.Seeds = "seed-1:4053,seed-2:4053");

        Assert.Empty(settings.Faults);
        Assert.True(settings.Enabled);
        Assert.True(settings.AnswersChecks);
        Assert.Equal<SeedSource>([new SeedAddress("seed-1", 4053), new SeedAddress("seed-2", 4053)], settings.Node.Seeds);
        Assert.Equal(("box", "10.1.2.3", 0), (settings.Node.Name, settings.Node.Host, settings.Node.ManagementPort));
        Assert.Equal(new NodeDescription("box", "web", 5000, 100, "2.3.0"), (settings.Served with { Port = 5000 }).Describe(settings.Node));
        Assert.Equal(TimeSpan.FromSeconds(15), settings.LeaveTimeout);
    }

    [Fact]
    public void Whatever_can_be_said_in_code_is_heard()
    {
        var settings = Read(o =>
        {
            o.Service = "shop";
            o.Port = 5001;
            o.Weight = 7;
            o.Version = "4.5.6";
            o.Routes = "shop.example.com,/shop";
            o.LeaveTimeout = TimeSpan.FromSeconds(20.5);
            o.HealthEvery = TimeSpan.FromMilliseconds(250);
            o.HealthTimeout = TimeSpan.FromMinutes(1);
            o.HealthTag = "ready";
            o.AnswersChecks = false;
            o.Node.Name = "shop-1";
            o.Node.Host = "10.2.2.2";
            o.Node.BindHost = "0.0.0.0";
            o.Node.Port = 4054;
            o.Node.Seeds = "seed-1:4053";
            o.Node.StatePath = "/tmp";
            o.Node.Cluster = "shop";
            o.Node.Zone = "rack-7";
        });

        Assert.Empty(settings.Faults);
        Assert.Equal(
            new NodeDescription("shop-1", "shop", 5001, 7, "4.5.6") { Routes = "/shop,shop.example.com/", Zone = "rack-7" },
            settings.Served.Describe(settings.Node));
        Assert.Equal(
            ("10.2.2.2", "0.0.0.0", 4054, "/tmp", "shop"),
            (settings.Node.Host, settings.Node.BindHost, settings.Node.Port, settings.Node.StatePath, settings.Node.Cluster));
        Assert.Equal(
            (TimeSpan.FromSeconds(20.5), TimeSpan.FromMilliseconds(250), TimeSpan.FromMinutes(1), "ready", false),
            (settings.LeaveTimeout, settings.HealthEvery, settings.HealthTimeout, settings.HealthTag, settings.AnswersChecks));
    }

    [Fact]
    public void Code_is_above_the_configuration_and_leaves_the_rest_to_it()
    {
        var settings = Read(o => o.Service = "shop", ("Service", "other"), ("Weight", "9"), ("Node:Seeds", "a:1"));

        Assert.Empty(settings.Faults);
        Assert.Equal(("shop", 9), (settings.Served.Service, settings.Served.Weight));
    }

    [Fact]
    public void Every_fault_is_told_at_once_with_setting_value_and_remedy()
    {
        var settings = Read(
            o =>
            {
                o.Service = "two words";
                o.Node.Name = "a b";
                o.Node.TlsKey = "/no/such/file";
            },
            ("Port", "0"), ("HealthEvery", "0"), ("AnswersChecks", "perhaps"), ("Wieght", "1"), ("Node:ManagementPort", "8558"),
            ("ListenPort", "80"), ("MaxConnections", "65536"));

        string[] wanted =
        [
            "HaProxyBackend:Service = 'two words': a service is named with",
            "HaProxyBackend:Port = '0': must be a whole number from 1 to 65535. Set HAPROXYBACKEND__PORT or --HaProxyBackend:Port=...",
            "HaProxyBackend:HealthEvery = '0': must be a time from",
            "HaProxyBackend:AnswersChecks = 'perhaps': must be true or false",
            "HaProxyBackend:Wieght = '1': no such setting",
            "HaProxyBackend:ListenPort = '80': is for Protocol = tcp only",
            "HaProxyBackend:MaxConnections = '65536': must be a whole number from 1 to 65535",
            "HaProxyBackend:Node:Name = 'a b': a name is",
            "HaProxyBackend:Node:Seeds = '': at least one seed is needed",
            "HaProxyBackend:Node:TlsKey = '/no/such/file': there is no such file. Set HAPROXYBACKEND__NODE__TLSKEY or",
            "HaProxyBackend:Node:ManagementPort = '8558': no such setting",
        ];
        Assert.All(wanted, start => Assert.Single(settings.Faults, fault => fault.StartsWith(start, StringComparison.Ordinal)));
    }

    [Fact]
    public void An_app_that_joins_nothing_needs_nothing() =>
        Assert.Empty(Read(o => o.Enabled = false, ("Weight", "heavy")).Faults);

    [Fact]
    public void A_tcp_service_is_reached_by_users_at_its_own_port_unless_it_names_another()
    {
        Assert.Equal(6000, Tcp(_ => { }).ListenPort);
        Assert.Equal(6379, Tcp(o => o.ListenPort = 6379).ListenPort);

        static NodeDescription Tcp(Action<HaProxyBackendOptions> more)
        {
            var settings = Read(o =>
            {
                o.Protocol = ServiceProtocol.Tcp;
                o.Node.Seeds = "a:1";
                more(o);
            });
            return (settings.Served with { Port = 6000 }).Describe(settings.Node);
        }
    }

    private static BackendSettings Read(Action<HaProxyBackendOptions> configure, params (string Key, string Value)[] configuration)
    {
        var options = new HaProxyBackendOptions();
        configure(options);
        var all = new ConfigurationBuilder()
            .AddInMemoryCollection(configuration.Select(one => KeyValuePair.Create($"HaProxyBackend:{one.Key}", (string?)one.Value)))
            .Build();
        return BackendSettings.Read(all, options, "2.3.0", new Box());
    }

    private sealed class Box : IHostAddresses
    {
        public string HostName => "box";

        public string FirstAddress() => "10.1.2.3";

        public string? Resolve(string host) => null;
    }
}
