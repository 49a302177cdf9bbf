using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Actors.Bench.Peers;

/// <summary>
/// A peer's configuration with the ports of this run in it: <c>{{name}}</c> is a value; what stands between the lines
/// <c>{{#nodes}}</c> and <c>{{/nodes}}</c> is there once for each node, what stands after <c>{{^nodes}}</c> where there is none.
/// </summary>
internal static partial class Template
{
    private const string End = "{{/nodes}}";

    /// <exception cref="InvalidOperationException">It names a value that is not given.</exception>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values, IReadOnlyList<PeerNode> nodes)
    {
        var filled = new StringBuilder();
        var section = new List<string>();
        var opened = "";
        foreach (var line in text.Split('\n'))
        {
            switch (line.Trim())
            {
                case "{{#nodes}}" or "{{^nodes}}":
                    opened = line.Trim();
                    break;
                case End:
                    filled.Append(Section(opened, string.Concat(section), values, nodes));
                    section.Clear();
                    opened = "";
                    break;
                case var _ when opened.Length > 0:
                    section.Add(line + "\n");
                    break;
                default:
                    filled.Append(With(line, values)).Append('\n');
                    break;
            }
        }

        return filled.ToString().TrimEnd('\n') + "\n";
    }

    private static string Section(
        string opened, string lines, IReadOnlyDictionary<string, string> values, IReadOnlyList<PeerNode> nodes) => opened switch
        {
            "{{^nodes}}" => nodes.Count == 0 ? With(lines, values) : "",
            _ => string.Concat(nodes.Select(node => With(lines, new Dictionary<string, string>(values)
            {
                ["host"] = node.Host,
                ["nodePort"] = node.Port.ToString(CultureInfo.InvariantCulture),
            }))),
        };

    private static string With(string text, IReadOnlyDictionary<string, string> values) => Name().Replace(text, name =>
        values.TryGetValue(name.Groups[1].Value, out var value)
            ? value
            : throw new InvalidOperationException($"the configuration names {name.Value}, which has no value."));

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Name();
}

/// <summary>A web node of a peer.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Port">Where its app listens.</param>
internal sealed record PeerNode(string Host, int Port);
