using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.RegularExpressions;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Actors.Clustering.Hosting;

/// <summary>
/// The types that settings of Akka.NET name, which it makes by reflection. A compiler to native code keeps what it sees used, and so not
/// them: a build in which one is missing must say so when it starts, not when it is first needed.
/// </summary>
public static partial class NamedTypes
{
    // Akka.NET names those of packages there that are in none of our builds: we have no routers, and no store of its own for overrides.
    private static readonly string[] Unused = ["akka.actor.router.", "akka.cluster.distributed-data.durable."];

    private const BindingFlags Constructors = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>What is missing in this build, in words: each with the setting that names it.</summary>
    /// <param name="config">With all that it falls back to.</param>
    public static IReadOnlyList<string> Missing(Config config) =>
    [
        .. In(config)
            .Where(named => !Unused.Any(path => named.Setting.StartsWith(path, StringComparison.Ordinal)) && !CanBeMade(named.Type))
            .Select(named => $"{named.Setting} = '{named.Type}'"),
    ];

    /// <summary>Each type that is named, with the path of the setting, by its path.</summary>
    /// <param name="config">With all that it falls back to.</param>
    public static IReadOnlyList<(string Setting, string Type)> In(Config config)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var at = config; at?.Root is not null; at = at.Fallback)
        {
            Collect("", at.Root, found);
        }

        return [.. found.Where(named => TypeName().IsMatch(named.Value)).Select(named => (named.Key, named.Value))];
    }

    private static void Collect(string path, HoconValue value, SortedDictionary<string, string> found)
    {
        if (value.IsObject())
        {
            foreach (var (key, inner) in value.GetObject().Items)
            {
                var name = key.Trim('"');
                Collect(path.Length == 0 ? name : $"{path}.{name}", inner, found);
                if (TypeName().IsMatch(name))
                {
                    found.TryAdd($"{path} \"{name}\"", name); // such as what a serializer is for
                }
            }
        }
        else if (value.IsString())
        {
            found.TryAdd(path, value.GetString()); // what was there before stands above it
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2057", Justification = "Whether it is there is the question.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Whether it is there is the question.")]
    private static bool CanBeMade(string name) =>
        Type.GetType(name.Contains(',', StringComparison.Ordinal) ? name : $"{name}, Akka") is { } type
        && (type.IsAbstract || type.GetConstructors(Constructors).Length > 0);

    // With its assembly, or one of Akka.NET's own.
    [GeneratedRegex(@"^([A-Za-z_]\w*(\.[A-Za-z_]\w*)+[\w+`\[\]]*\s*,\s*[A-Za-z_][\w.]*|Akka(\.\w+)+)$", RegexOptions.CultureInvariant)]
    private static partial Regex TypeName();
}
