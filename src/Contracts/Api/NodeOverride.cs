using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace Actors.Contracts.Api;

/// <summary>What an operator has last said of a node.</summary>
/// <param name="State">Drain or Maintenance; null where the node decides itself.</param>
/// <param name="Weight">0 to 256 in place of the node's own; null for its own.</param>
/// <param name="By">Who said it.</param>
/// <param name="At">When; of two the later counts.</param>
public sealed record NodeOverride(AdminState? State, int? Weight, string By, DateTimeOffset At)
{
    /// <summary>For a service: how its traffic is split; null for by the weights.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CanaryShare? Canary { get; init; }

    /// <summary>For all servers together: whether they are frozen; null where this is no freeze and no thaw.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Frozen { get; init; }

    /// <summary>The address that it was given from; null where that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? From { get; init; }

    /// <summary>Why, in the author's words; null where none was given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>The longest <see cref="By"/>.</summary>
    public const int LongestBy = 100;

    /// <summary>The longest <see cref="Reason"/>.</summary>
    public const int LongestReason = 200;

    private const int LongestFrom = 64;

    /// <summary>The later is greater. Never zero for two that differ, so that all agents choose the same.</summary>
    public static readonly IComparer<NodeOverride> ByTime = Comparer<NodeOverride>.Create((a, b) =>
        a.At.CompareTo(b.At) is var at and not 0 ? at
        : string.CompareOrdinal(a.By, b.By) is var by and not 0 ? by
        : Nullable.Compare(a.State, b.State) is var state and not 0 ? state
        : Nullable.Compare(a.Weight, b.Weight) is var weight and not 0 ? weight
        : string.CompareOrdinal(a.Canary?.Version, b.Canary?.Version) is var version and not 0 ? version
        : Nullable.Compare(a.Canary?.Share, b.Canary?.Share) is var share and not 0 ? share
        : Nullable.Compare(a.Frozen, b.Frozen) is var frozen and not 0 ? frozen
        : string.CompareOrdinal(a.From, b.From) is var from and not 0 ? from
        : string.CompareOrdinal(a.Reason, b.Reason));

    /// <summary>
    /// Whether it still asks for anything: an override that was taken back is remembered, so that no agent brings it up again.
    /// </summary>
    [JsonIgnore]
    public bool IsInForce => State is not null || Weight is not null || Canary is not null || Frozen is true;

    /// <summary>Whether every field is what it may be.</summary>
    [JsonIgnore]
    public bool IsValid =>
        State is null or AdminState.Drain or AdminState.Maintenance
        && Weight is null or (>= 0 and <= 256)
        && (Canary is null || CanaryShare.IsRight(Canary.Version, Canary.Share))
        && IsBy(By)
        && (Reason is null || IsLine(Reason, LongestReason))
        && (From is null || IsLine(From, LongestFrom))
        && At.UtcDateTime.Year is > 2000 and < 9000;

    /// <summary>Who gave it, and why, for people: <c>by ann: its disk is replaced</c>.</summary>
    [JsonIgnore]
    public string ByWhom => Reason is null ? $"by {By}" : $"by {By}: {Reason}";

    /// <summary>Whether <paramref name="by"/> may stand for who gives an override.</summary>
    public static bool IsBy(string? by) => IsLine(by, LongestBy);

    /// <summary>Whether <paramref name="reason"/> may stand for why one is given.</summary>
    public static bool IsReason(string? reason) => IsLine(reason, LongestReason) && !reason!.EnumerateRunes().Any(IsUnseen);

    // A reason that reads otherwise than it is written, or breaks a line. One that an earlier release took is read all the same.
    private static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool IsLine(string? text, int longest) =>
        text is { Length: > 0 } && text.Length <= longest && !text.Any(char.IsControl);
}
