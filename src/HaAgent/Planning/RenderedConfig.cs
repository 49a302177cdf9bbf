using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace Actors.HaAgent.Planning;

/// <summary>
/// A rendered configuration, split into its server lines, which the runtime API can change, and everything else, which only
/// a reload can. So it holds for users' own templates as well.
/// </summary>
/// <param name="Text">The whole text.</param>
/// <param name="Servers">The server lines that were understood, by backend and name.</param>
/// <param name="Rest">The text without them.</param>
public sealed record RenderedConfig(string Text, ImmutableSortedDictionary<string, ServerLine> Servers, string Rest)
{
    private static readonly char[] NotPlain = ['"', '\'', '\\', '$'];

    /// <summary>The file of the map of routes, as the text names it; null where it has none, so that routes are not looked up.</summary>
    public string? RoutesMap { get; init; }

    /// <summary>
    /// The servers that are there by a line that was not understood, as <c>backend/name</c>; <c>backend/</c> where it does not say plainly
    /// which.
    /// </summary>
    private ImmutableHashSet<string> Opaque { get; init; } = [];

    /// <summary>Whether a server may be there by a line that was not understood.</summary>
    public bool IsOpaque(string backend, string name) => Opaque.Contains($"{backend}/{name}") || Opaque.Contains($"{backend}/");

    /// <summary>Whether a server may be there, in whatever backend, by a line that was not understood.</summary>
    public bool HasOpaque(string name) => Opaque.Any(id => id.EndsWith('/') || id.EndsWith("/" + name, StringComparison.Ordinal));

    /// <summary>Whether a line that begins with this word begins a section.</summary>
    public static bool OpensSection(string word) => Section.Opens(word);

    /// <summary>
    /// Splits a text. A server line that is not plain (quotes, variables, a host name, a name that is there twice) stays in the rest.
    /// </summary>
    public static RenderedConfig Parse(string text)
    {
        var servers = ImmutableSortedDictionary.CreateBuilder<string, ServerLine>(StringComparer.Ordinal);
        var opaque = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var rest = new StringBuilder(text.Length / 4);
        var defaults = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        var section = Section.None;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var words = Words(line);
            if (words.Length > 0 && Section.Opens(words[0]))
            {
                section = Section.Of(words, defaults);
            }
            else if (words is ["default-server", ..])
            {
                section = section with { ServerDefaults = section.ServerDefaults.AddRange(words[1..]) };
            }
            else if (words is ["server", var name, var end, ..] && section.Kind is "backend" or "listen"
                && line.IndexOfAny(NotPlain) < 0 && IPEndPoint.TryParse(end, out var endPoint) && endPoint.Port > 0
                && TryRead(section, name, endPoint, words[3..]) is { } server && servers.TryAdd(server.Id, server))
            {
                continue;
            }
            else if (words is ["server" or "server-template", var called, ..] && section.Kind != "peers")
            {
                opaque.Add(words[0] == "server" && called.IndexOfAny(NotPlain) < 0 ? $"{section.Name}/{called}" : $"{section.Name}/");
            }

            if (section.Kind == "defaults")
            {
                defaults[section.Name] = section.ServerDefaults;
                defaults[""] = section.ServerDefaults;
            }

            rest.Append(line).Append('\n');
        }

        return new RenderedConfig(text, servers.ToImmutable(), rest.ToString()) { Opaque = opaque.ToImmutable(), RoutesMap = MapIn(text) };
    }

    // The argument of a converter that looks it up: map_beg(/run/actors/routes.map).
    private static string? MapIn(string text)
    {
        var end = text.IndexOf("/" + RouteMap.FileName, StringComparison.Ordinal);
        var start = end < 0 ? -1 : text.LastIndexOf('(', end);
        return start < 0 || text.AsSpan(start, end - start).ContainsAny(" \t\n")
            ? null
            : text[(start + 1)..(end + 1 + RouteMap.FileName.Length)];
    }

    private static ServerLine? TryRead(Section section, string name, IPEndPoint end, string[] own)
    {
        var weight = 1;
        var options = new List<string>();
        string[] words = [.. section.ServerDefaults, .. own];
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] != "weight")
            {
                options.Add(words[i]);
            }
            else if (++i == words.Length || !int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out weight))
            {
                return null;
            }
        }

        return new ServerLine(section.Name, name, end.Address.ToString(), end.Port, weight, string.Join(' ', options));
    }

    // Up to a comment; a line with quotes is cut into words that are not compared.
    private static string[] Words(ReadOnlySpan<char> line)
    {
        var comment = line.IndexOf('#');
        return (comment < 0 ? line : line[..comment]).ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The section that a line stands in.</summary>
    private sealed record Section(string Kind, string Name, ImmutableArray<string> ServerDefaults)
    {
        public static readonly Section None = new("", "", []);

        /// <summary>The keywords that begin a section (HAProxy configuration manual, "Sections").</summary>
        private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
        {
            "global", "defaults", "frontend", "backend", "listen", "peers", "resolvers", "mailers", "userlist", "program",
            "http-errors", "ring", "log-forward", "cache", "fcgi-app", "crt-store", "traces", "log-profile", "acme",
        };

        public static bool Opens(string word) => Keywords.Contains(word);

        /// <summary>A proxy inherits from the defaults that it names with <c>from</c>, else from the last ones before it.</summary>
        public static Section Of(string[] words, Dictionary<string, ImmutableArray<string>> defaults)
        {
            var name = words.Length > 1 && words[1] != "from" ? words[1] : "";
            var from = Array.IndexOf(words, "from") is var at and > 0 && at + 1 < words.Length ? words[at + 1] : "";
            var inherits = words[0] is "backend" or "listen" || (words[0] == "defaults" && from.Length > 0);
            return new Section(words[0], name, inherits ? defaults.GetValueOrDefault(from, []) : []);
        }
    }
}
