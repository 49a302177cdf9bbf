using System.Text.RegularExpressions;

namespace Actors.Walk.Observing;

/// <summary>A membership event as a node has logged it.</summary>
internal sealed record MembershipLine(string Event, string Node, string Address, string Roles, string Status, string Text);

/// <summary>The membership events in a node's log: one line each. Pure.</summary>
internal static partial class MembershipLines
{
    public static IReadOnlyList<MembershipLine> In(string log) =>
        [.. Pattern().Matches(log).Select(match => new MembershipLine(
            match.Groups["event"].Value,
            match.Groups["node"].Value,
            match.Groups["address"].Value,
            match.Groups["roles"].Value,
            match.Groups["status"].Value,
            match.Value.TrimEnd()))];

    /// <summary>
    /// Of which of these nodes there was such an event, in words. Gossip may leave events out: who is seen as Up was not seen as Joining
    /// before.
    /// </summary>
    public static string Seen(IEnumerable<MembershipLine> lines, IEnumerable<string> nodes, params string[] events) =>
        Listing.Of(nodes.Where(node => lines.Any(line => line.Node == node && events.Contains(line.Event))));

    [GeneratedRegex(
        @"^.*MembershipLog\[0\] (?<event>\w+) (?<node>\S+) (?<address>\S+) roles=(?<roles>\S*) .*status=(?<status>\w+).*$",
        RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
