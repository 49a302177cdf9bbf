using System.Collections.Immutable;
using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Reconciling;

/// <summary>The store of the last changes, the oldest first. It outlives the actor system.</summary>
public sealed class ChangeHistory
{
    /// <summary>How many changes are kept.</summary>
    public const int MostChanges = 1000;

    /// <summary>How many of them with their configuration.</summary>
    public const int MostConfigs = 100;

    /// <summary>How many characters of configuration are kept in all: with 10,000 servers one configuration has a million.</summary>
    public const int MostCharacters = 8_000_000;

    private ImmutableList<Change> _changes = [];

    /// <summary>The changes, the oldest first.</summary>
    public ImmutableList<Change> Changes => Volatile.Read(ref _changes);

    /// <summary>The change of a number, its last result; null where there is none.</summary>
    public Change? Find(ChangeNumber number) => Changes.FindLast(change => change.Number == number);

    /// <summary>Adds a change; the oldest is forgotten, and configurations before that.</summary>
    public void Add(Change change) => ImmutableInterlocked.Update(ref _changes, changes => Bounded(changes.Add(change)));

    /// <summary>Adds a row for an operator's command, which by itself changes no configuration.</summary>
    /// <param name="what">What it was, for people, such as <c>web-1 is drained</c>.</param>
    /// <param name="at">When.</param>
    /// <param name="author">Who commanded it; null where that is not known.</param>
    /// <param name="reason">Why, as the author says; null where that is not said.</param>
    /// <returns>The row, with its number.</returns>
    public Change AddCommand(string what, DateTimeOffset at, string? author = null, string? reason = null)
    {
        var row = Change.Command(what, at, author, reason);
        Add(row);
        return row;
    }

    private static ImmutableList<Change> Bounded(ImmutableList<Change> changes)
    {
        changes = changes.Count > MostChanges ? changes.RemoveAt(0) : changes;
        var (configs, characters) = (0, 0L);
        for (var i = changes.Count - 1; i >= 0; i--)
        {
            if (changes[i].Config is not { } config)
            {
                continue;
            }

            characters += config.Length;
            // The newest stays whatever its size: it is what runs.
            if (++configs > 1 && (configs > MostConfigs || characters > MostCharacters))
            {
                changes = changes.SetItem(i, changes[i] with { Config = null, Template = null });
            }
        }

        return changes;
    }
}
