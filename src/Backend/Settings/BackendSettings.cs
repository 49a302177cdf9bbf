using Actors.Clustering;
using Actors.Clustering.Settings;
using Microsoft.Extensions.Configuration;

namespace Actors.Backend.Settings;

/// <summary>What the app's configuration and its code say together, read once.</summary>
/// <param name="Enabled">Whether it joins at all; where not, the rest is of no account.</param>
/// <param name="Node">The node.</param>
/// <param name="Served">What it serves.</param>
/// <param name="LeaveTimeout">The longest wait for the agents before a stop.</param>
/// <param name="HealthEvery">How often the health checks are run.</param>
/// <param name="HealthTimeout">How long they may take.</param>
/// <param name="HealthTag">The tag of those that count; empty for all.</param>
/// <param name="AnswersChecks">Whether HAProxy's check is answered ahead of the app.</param>
/// <param name="Faults">Everything that is wrong.</param>
internal sealed record BackendSettings(
    bool Enabled,
    NodeOptions Node,
    ServedService Served,
    TimeSpan LeaveTimeout,
    TimeSpan HealthEvery,
    TimeSpan HealthTimeout,
    string HealthTag,
    bool AnswersChecks,
    IReadOnlyList<string> Faults)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <param name="configuration">The app's.</param>
    /// <param name="options">What its code says, above the configuration.</param>
    /// <param name="version">The version of the app itself.</param>
    /// <param name="addresses">What the machine knows of itself.</param>
    public static BackendSettings Read(
        IConfiguration configuration, HaProxyBackendOptions options, string version, IHostAddresses addresses)
    {
        var all = new ConfigurationBuilder().AddConfiguration(configuration).AddInMemoryCollection(OptionsText.Of(options)).Build();
        var backend = new SettingsReader(all, HaProxyBackendOptions.Section, environmentPrefix: "");
        // A section within this one.
        backend.Text(NodeOptions.Section, "");
        var node = new SettingsReader(all, $"{HaProxyBackendOptions.Section}:{NodeOptions.Section}", environmentPrefix: "");
        var settings = new BackendSettings(
            backend.Flag("Enabled", true),
            NodeOptions.Read(node, NodeRoles.Web, addresses, isManaged: false),
            ServedService.Read(backend, 0, NodeDescription.IsVersion(version) ? version : "1.0.0"),
            backend.Duration("LeaveTimeout", TimeSpan.FromSeconds(15), TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            backend.Duration("HealthEvery", TimeSpan.FromSeconds(2), Shortest, Longest),
            backend.Duration("HealthTimeout", TimeSpan.FromSeconds(5), Shortest, Longest),
            backend.Text("HealthTag", ""),
            backend.Flag("AnswersChecks", true),
            []);
        return settings with { Faults = settings.Enabled ? [.. backend.Faults, .. node.Faults] : [] };
    }
}
