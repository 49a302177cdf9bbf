using System.Globalization;

namespace Actors.Dev.Measuring;

/// <summary>What a soak is made of.</summary>
/// <param name="Minutes">How long.</param>
/// <param name="Seed">What it is made from; null for a new one.</param>
/// <param name="HaProxy">HAProxy's program; null for that on the PATH.</param>
/// <param name="Json">Whether its report is JSON.</param>
internal sealed record SoakRequest(int Minutes, int? Seed, string? HaProxy = null, bool Json = false)
{
    /// <summary>The same for the program that runs it.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        "soak", "--minutes", Minutes.ToString(CultureInfo.InvariantCulture),
        .. (string[])(Seed is { } seed ? ["--seed", seed.ToString(CultureInfo.InvariantCulture)] : []),
        .. (string[])(HaProxy is null ? [] : ["--haproxy", HaProxy]),
        .. (string[])(Json ? ["--json"] : []),
    ];
}
