using System.Globalization;

namespace Actors.Backend.Settings;

/// <summary>Options said in code, written as configuration: so both are read, and found wrong, in one place.</summary>
internal static class OptionsText
{
    public static IEnumerable<KeyValuePair<string, string?>> Of(HaProxyBackendOptions options)
    {
        var node = options.Node;
        (string Key, string? Value)[] all =
        [
            (nameof(options.Enabled), options.Enabled?.ToString()),
            (nameof(options.Service), options.Service),
            (nameof(options.Port), Text(options.Port)),
            (nameof(options.Weight), Text(options.Weight)),
            (nameof(options.Version), options.Version),
            (nameof(options.Protocol), options.Protocol switch { null => null, ServiceProtocol.Tcp => "tcp", _ => "http" }),
            (nameof(options.ListenPort), Text(options.ListenPort)),
            (nameof(options.Routes), options.Routes),
            (nameof(options.MaxConnections), Text(options.MaxConnections)),
            (nameof(options.LeaveTimeout), Text(options.LeaveTimeout)),
            (nameof(options.HealthEvery), Text(options.HealthEvery)),
            (nameof(options.HealthTimeout), Text(options.HealthTimeout)),
            (nameof(options.HealthTag), options.HealthTag),
            (nameof(options.AnswersChecks), options.AnswersChecks?.ToString()),
            ("Node:" + nameof(node.Name), node.Name),
            ("Node:" + nameof(node.Host), node.Host),
            ("Node:" + nameof(node.BindHost), node.BindHost),
            ("Node:" + nameof(node.Port), Text(node.Port)),
            ("Node:" + nameof(node.Seeds), node.Seeds),
            ("Node:" + nameof(node.Cluster), node.Cluster),
            ("Node:" + nameof(node.Zone), node.Zone),
            ("Node:" + nameof(node.StatePath), node.StatePath),
            ("Node:" + nameof(node.TlsCertificate), node.TlsCertificate),
            ("Node:" + nameof(node.TlsKey), node.TlsKey),
            ("Node:" + nameof(node.TlsAuthority), node.TlsAuthority),
        ];
        return all.Where(one => one.Value is not null).Select(
            one => KeyValuePair.Create($"{HaProxyBackendOptions.Section}:{one.Key}", one.Value));
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(TimeSpan? time) => time?.ToString("c", CultureInfo.InvariantCulture);
}
