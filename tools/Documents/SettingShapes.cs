using Actors.Clustering;
using Actors.Clustering.Management;
using Actors.Clustering.Settings;
using Actors.HaAgent.Api;
using Actors.HaAgent.Settings;
using Actors.WebNode;
using Microsoft.Extensions.Configuration;

namespace Actors.Documents;

/// <summary>Every setting of the programs, as their own readers read it from a configuration in which nothing is given.</summary>
internal static class SettingShapes
{
    /// <summary>The programs, each with the word for it where its default is another than that of the ones before.</summary>
    private static readonly (string Role, string Word)[] Programs =
        [(NodeRoles.Seed, ""), (NodeRoles.Ha, "agent"), (NodeRoles.Web, "node")];

    /// <summary>The sections in the order of the page, each with its settings in the order in which they are read.</summary>
    public static IReadOnlyList<(string Section, IReadOnlyList<SettingShape> Settings)> All()
    {
        var configuration = new ConfigurationBuilder().Build();
        var (web, haProxy, api, history) = (
            Reader(WebOptions.Section), Reader(HaProxyOptions.Section), Reader(ApiOptions.Section), Reader(HistoryOptions.Section));
        var machine = new AnyMachine();
        WebOptions.Read(web, machine.HostName);
        HaProxyOptions.Read(haProxy);
        ApiToken.Read(api, "");
        ApiOptions.Read(api, 0, machine.HostName);
        HistoryOptions.Read(history);
        return
        [
            (NodeOptions.Section, Node(configuration, machine)),
            (WebOptions.Section, web.Shapes),
            (HaProxyOptions.Section, haProxy.Shapes),
            (ApiOptions.Section, api.Shapes),
            (HistoryOptions.Section, history.Shapes),
        ];

        SettingsReader Reader(string section) => new(configuration, section);
    }

    private static IReadOnlyList<SettingShape> Node(IConfiguration configuration, AnyMachine machine)
    {
        var all = new OrderedDictionary<string, SettingShape>();
        foreach (var (role, word) in Programs)
        {
            var reader = new SettingsReader(configuration, NodeOptions.Section);
            NodeOptions.Read(reader, role, machine);
            LogFormats.Read(reader);
            foreach (var read in reader.Shapes)
            {
                // What is at fault where nothing is given has to be given.
                var isRequired = reader.Faults.Any(fault => fault.StartsWith($"{read.Name} = ''", StringComparison.Ordinal));
                var shape = isRequired ? read with { Default = SettingsPage.Required } : read;
                if (!all.TryGetValue(shape.Name, out var known))
                {
                    all.Add(shape.Name, shape);
                }
                else if (known.Default != shape.Default && !known.Default.StartsWith(shape.Default + ";", StringComparison.Ordinal))
                {
                    all[shape.Name] = known with { Default = $"{known.Default}; {word} {(shape.Default is "" ? "none" : shape.Default)}" };
                }
            }
        }

        return [.. all.Values];
    }

    /// <summary>A machine that answers in words what each one answers otherwise.</summary>
    private sealed class AnyMachine : IHostAddresses
    {
        public string HostName => "the host name";

        public string FirstAddress() => "the first address";

        public string? Resolve(string host) => null;
    }
}
