using System.Globalization;
using System.Text;

namespace Actors.Walk.Observing;

/// <summary>
/// Makes, of a rendered configuration, one that shows what its web nodes are told: the same frontends, but in place of the web nodes
/// HAProxy itself, answering with the headers that a request came with. Pure.
/// </summary>
internal static class ForwardingConfig
{
    // Abstract sockets: no port, no file.
    private const string Echo = "abns@actors-walk-echo";

    /// <param name="rendered">The configuration that an agent has rendered.</param>
    /// <param name="bind">Where its service listens instead.</param>
    public static string Of(string rendered, string bind)
    {
        var text = new StringBuilder();
        var section = "";
        foreach (var line in rendered.Split('\n'))
        {
            var words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0 && !char.IsWhiteSpace(line[0]))
            {
                section = words is ["frontend", var name, ..] ? name : words[0];
            }

            // Whose the sockets, files and the stats page are is HAProxy's that runs; so is whether it leaves.
            var isTheOthers = section is "in.stats" or "peers"
                || words.Contains("is_leaving")
                || words is ["stats", "socket", ..] or ["server-state-file", ..] or ["load-server-state-from-file", ..]
                || words is ["option", "httpchk", ..] or ["http-check", ..] or ["server", ..]
                || line.Contains("map_beg(", StringComparison.Ordinal);
            if (isTheOthers)
            {
                continue;
            }

            text.Append(section == "in.http" && words is ["bind", ..] ? "    bind " + bind : line).Append('\n');
            if (words is ["backend", ..])
            {
                text.Append(CultureInfo.InvariantCulture, $"    server echo {Echo}\n");
            }
        }

        return text.Append(CultureInfo.InvariantCulture, $"""

            frontend echo
                bind {Echo}
                http-request return status 200 content-type text/plain lf-string "X-Forwarded-For: %[req.hdr(X-Forwarded-For)]\nX-Forwarded-Port: %[req.hdr(X-Forwarded-Port)]\n"

            """).ToString();
    }

    /// <summary>What a header was, in what such a HAProxy answers.</summary>
    public static string? Header(string answer, string name) => answer.Split('\n')
        .Where(line => line.StartsWith(name + ": ", StringComparison.Ordinal))
        .Select(line => line[(name.Length + 2)..].Trim())
        .FirstOrDefault(value => value.Length > 0);
}
