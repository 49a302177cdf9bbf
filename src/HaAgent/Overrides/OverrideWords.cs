using System.Globalization;

namespace Actors.HaAgent.Overrides;

/// <summary>What an operator has done by an override, for the history: <c>web-1 drained</c>. Pure.</summary>
public static class OverrideWords
{
    /// <summary>The words, behind which the author's name can stand.</summary>
    /// <param name="subject">The key in the book.</param>
    /// <param name="change">What was wanted of it.</param>
    public static string Of(string subject, OverrideChange change) => change switch
    {
        OverrideChange.Drain => $"{subject} drained",
        OverrideChange.Maintenance => $"{subject} put into maintenance",
        OverrideChange.Ready => $"{subject} put back in rotation",
        OverrideChange.SetWeight { Weight: { } weight } => Text($"{subject} given weight {weight}"),
        OverrideChange.SetWeight => $"{subject} given its own weight",
        OverrideChange.SetCanary { Canary: { } canary } =>
            Text($"{ServiceOverride.NameOf(subject)}: {canary.Share} % given to version {canary.Version}"),
        OverrideChange.SetCanary => $"{ServiceOverride.NameOf(subject)}: canary ended",
        OverrideChange.SetFrozen { Frozen: true } => "servers frozen",
        OverrideChange.SetFrozen => "servers thawed",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "no such change"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
