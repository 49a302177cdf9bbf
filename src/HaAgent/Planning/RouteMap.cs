using System.Collections.Immutable;
using System.Text;
using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Planning;

/// <summary>
/// The routes as HAProxy looks them up: a map file whose keys are beginnings of <c>host/path/</c>, or of <c>/path/</c> for every host. The
/// longest that matches wins ("map_beg"; HAProxy configuration manual, "map"). The final slash keeps <c>/api</c> from matching
/// <c>/apis</c>.
/// </summary>
public static class RouteMap
{
    /// <summary>The map's file name, by which it is found in a configuration.</summary>
    public const string FileName = "routes.map";

    /// <summary>No route.</summary>
    public static readonly ImmutableSortedDictionary<string, string> Empty = ImmutableSortedDictionary.Create<string, string>(
        StringComparer.Ordinal);

    /// <summary>The map of some services: from key to service.</summary>
    public static ImmutableSortedDictionary<string, string> Of(IEnumerable<ServiceState> services) => services
        .SelectMany(service => service.AllRoutes.Select(route => KeyValuePair.Create(KeyOf(route), service.Name)))
        .DistinctBy(route => route.Key).ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The file's text.</summary>
    public static string Text(ImmutableSortedDictionary<string, string> routes)
    {
        var text = new StringBuilder("# Written by the Actors agent: which service gets which requests.\n");
        foreach (var (key, service) in routes)
        {
            text.Append(key).Append(' ').Append(service).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>
    /// What HAProxy says that it has ("show map FILE": an address, the key, the value); a key that is there twice has both values, with a
    /// comma between.
    /// </summary>
    public static ImmutableSortedDictionary<string, string> Parse(string answer)
    {
        var routes = Empty.ToBuilder();
        foreach (var line in answer.Split('\n'))
        {
            if (line.Split(' ') is [var address, var key, var service] && address.StartsWith("0x", StringComparison.Ordinal))
            {
                routes[key] = routes.TryGetValue(key, out var other) ? $"{other},{service}" : service;
            }
        }

        return routes.ToImmutable();
    }

    /// <summary>The commands that make one map the other, by key.</summary>
    /// <param name="map">The map's file, as the configuration names it.</param>
    /// <param name="has">What HAProxy has.</param>
    /// <param name="wanted">What it should have.</param>
    public static IEnumerable<RuntimeCommand> Between(
        string map, ImmutableSortedDictionary<string, string> has, ImmutableSortedDictionary<string, string> wanted)
    {
        foreach (var (key, service) in wanted)
        {
            if (!has.TryGetValue(key, out var now))
            {
                yield return new RuntimeCommand.AddRoute(map, key, service);
            }
            else if (now.Contains(',', StringComparison.Ordinal))
            {
                yield return new RuntimeCommand.DeleteRoute(map, key);
                yield return new RuntimeCommand.AddRoute(map, key, service);
            }
            else if (now != service)
            {
                yield return new RuntimeCommand.SetRoute(map, key, service);
            }
        }

        foreach (var key in has.Keys.Where(key => !wanted.ContainsKey(key)))
        {
            yield return new RuntimeCommand.DeleteRoute(map, key);
        }
    }

    private static string KeyOf(string route) => route.EndsWith('/') ? route : route + "/";
}
