using System.Collections.Immutable;

namespace Actors.HaAgent.Reconciling;

/// <summary>Finds what has to be left out so that the rest can be: the smallest parts, in few tries.</summary>
public static class Separation
{
    /// <summary>Tries whole groups, and halves of those that are refused: for one bad part of n about twice log2 n tries.</summary>
    /// <typeparam name="T">A part.</typeparam>
    /// <param name="parts">What may be left out, the most wanted first.</param>
    /// <param name="faultOf">Why these parts together are refused; null where they are taken.</param>
    /// <returns>The parts that are refused together with those kept before them, each with why; all of them are taken without
    /// these.</returns>
    public static async Task<ImmutableArray<(T Part, string Why)>> FindAsync<T>(
        IReadOnlyList<T> parts, Func<IReadOnlyList<T>, Task<string?>> faultOf)
    {
        ArgumentNullException.ThrowIfNull(faultOf);
        var kept = new List<T>();
        var refused = ImmutableArray.CreateBuilder<(T, string)>();
        await AddAsync(parts);
        return refused.ToImmutable();

        async Task AddAsync(IReadOnlyList<T> group)
        {
            if (group.Count == 0)
            {
                return;
            }

            if (await faultOf([.. kept, .. group]) is not { } fault)
            {
                kept.AddRange(group);
            }
            else if (group.Count == 1)
            {
                refused.Add((group[0], fault));
            }
            else
            {
                var half = group.Count / 2;
                await AddAsync([.. group.Take(half)]);
                await AddAsync([.. group.Skip(half)]);
            }
        }
    }
}
