using System.Globalization;

namespace Actors.Dev.Measuring;

/// <summary>What is to be compared.</summary>
internal sealed record PeersRequest(
    IReadOnlyList<string> Scenarios, int Rounds, string? HaProxy, IReadOnlyList<string> Only, bool Json, string? Write)
{
    /// <summary>The same for the program that measures.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        "peers", .. Scenarios, "--rounds", Rounds.ToString(CultureInfo.InvariantCulture),
        .. (string[])(HaProxy is null ? [] : ["--haproxy", HaProxy]),
        .. Only.SelectMany(system => (string[])["--only", system]),
        .. (string[])(Json ? ["--json"] : []),
        .. (string[])(Write is null ? [] : ["--write", Write]),
    ];
}
