using System.Collections.Immutable;
using System.Globalization;
using Actors.Dev.State;

namespace Actors.Dev.Nodes;

/// <summary>What <c>scale</c> has to do. Pure.</summary>
/// <param name="Start">Names to start: the lowest free numbers, so also those that were stopped or killed before.</param>
/// <param name="Stop">Names to stop: the highest numbers first.</param>
/// <param name="Forget">Names that neither run nor will; their records go.</param>
internal sealed record ScalePlan(ImmutableArray<string> Start, ImmutableArray<string> Stop, ImmutableArray<string> Forget)
{
    public bool IsNothing => Start.IsEmpty && Stop.IsEmpty;

    public static ScalePlan For(IEnumerable<NodeRecord> webs, Func<NodeRecord, bool> isAlive, int wanted)
    {
        var all = webs.ToArray();
        var alive = all.Where(isAlive).OrderBy(node => node.Number).ToArray();
        var aliveNames = alive.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);

        ImmutableArray<string> start = [.. Enumerable.Range(1, int.MaxValue - 1)
            .Select(WebName)
            .Where(name => !aliveNames.Contains(name))
            .Take(Math.Max(0, wanted - alive.Length))];
        ImmutableArray<string> stop = [.. alive.Skip(wanted).Reverse().Select(node => node.Name)];
        ImmutableArray<string> forget = [.. all
            .Select(node => node.Name)
            .Where(name => !aliveNames.Contains(name) && !start.Contains(name))];
        return new ScalePlan(start, stop, forget);
    }

    public static string WebName(int number) => "web-" + number.ToString(CultureInfo.InvariantCulture);
}
