namespace Actors.Dev.Commands;

/// <summary>What is to be walked.</summary>
/// <param name="Containers">As containers, instead of local processes.</param>
/// <param name="Out">Where the evidence goes; null for the usual folder.</param>
/// <param name="HaProxy">HAProxy's program; null for that on the PATH.</param>
/// <param name="Json">Whether the result is JSON.</param>
internal sealed record WalkRequest(bool Containers, string? Out, string? HaProxy, bool Json)
{
    /// <summary>The same for the program that walks.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        .. (string[])(Containers ? ["--containers"] : []),
        .. (string[])(Out is null ? [] : ["--out", Out]),
        .. (string[])(HaProxy is null ? [] : ["--haproxy", HaProxy]),
        .. (string[])(Json ? ["--json"] : []),
    ];
}
