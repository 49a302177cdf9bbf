using System.Globalization;

namespace Actors.Dev.Measuring;

/// <summary>What is to be measured.</summary>
internal sealed record BenchRequest(IReadOnlyList<string> Scenarios, int Rounds, string? HaProxy, string? Only, bool Json)
{
    /// <summary>The same for the program that measures.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        .. Scenarios, "--rounds", Rounds.ToString(CultureInfo.InvariantCulture),
        .. (string[])(HaProxy is null ? [] : ["--haproxy", HaProxy]),
        .. (string[])(Only is null ? [] : ["--only", Only]),
        .. (string[])(Json ? ["--json"] : []),
    ];
}
