using System.Collections.Immutable;

namespace Actors.HaAgent.Reporting;

/// <summary>The last changes, the oldest first. Pure.</summary>
/// <param name="Changes">The changes.</param>
public sealed record ChangeHistory(ImmutableList<ChangeReport> Changes)
{
    /// <summary>How many changes are kept.</summary>
    public const int MostChanges = 1000;

    /// <summary>How many of them with their configuration.</summary>
    public const int MostConfigs = 100;

    /// <summary>How many characters of configuration are kept in all: with 10,000 servers one configuration has a million.</summary>
    public const int MostCharacters = 8_000_000;

    /// <summary>Nothing has changed yet.</summary>
    public static readonly ChangeHistory Empty = new([]);

    /// <summary>The change of a revision, its last result; null where there is none.</summary>
    public ChangeReport? Find(long revision) => Changes.FindLast(change => change.Revision == revision);

    /// <summary>The history with one more change; the oldest is forgotten, and configurations before that.</summary>
    public ChangeHistory With(ChangeReport change)
    {
        var next = (Changes.Count < MostChanges ? Changes : Changes.RemoveAt(0)).Add(change);
        var (configs, characters) = (0, 0L);
        for (var i = next.Count - 1; i >= 0; i--)
        {
            if (next[i].Config is not { } config)
            {
                continue;
            }

            characters += config.Length;
            // The newest stays whatever its size: it is what runs.
            if (++configs > 1 && (configs > MostConfigs || characters > MostCharacters))
            {
                next = next.SetItem(i, next[i] with { Config = null, Template = null });
            }
        }

        return new ChangeHistory(next);
    }
}
