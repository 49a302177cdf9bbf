namespace Actors.Bench.Soak;

/// <summary>What is done to a system in a soak.</summary>
internal enum SoakAction
{
    Join,
    Stop,
    Kill,
    KillAgent,
    KillWorker,
    Cut,
}

/// <summary>One step of a soak and what its users saw.</summary>
/// <param name="Action">What was done.</param>
/// <param name="Target">The node that it was done to; 0 for the balancer.</param>
/// <param name="Sent">Requests sent meanwhile.</param>
/// <param name="LostGet">GETs lost.</param>
/// <param name="LostPost">POSTs lost.</param>
/// <param name="LostInFlight">Of these, those that nobody could save.</param>
/// <param name="Seconds">Until HAProxy had exactly the living nodes again.</param>
internal sealed record SoakStep(SoakAction Action, int Target, int Sent, int LostGet, int LostPost, int LostInFlight, double Seconds)
{
    /// <summary>HAProxy's own death costs a moment, not this many seconds.</summary>
    private const double LongestWithoutHaProxy = 5;

    /// <summary>
    /// Whether more was lost than had to be: HAProxy's own death costs what it has, a node's death the POSTs that it has.
    /// </summary>
    public string? Violation => Action switch
    {
        SoakAction.KillWorker when Seconds <= LongestWithoutHaProxy => null,
        SoakAction.KillWorker =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Action}: HAProxy served all again after {Seconds:0.0} s only"),
        SoakAction.Kill when LostGet == 0 && LostPost == LostInFlight => null,
        // Two that cannot hear each other lose nothing: HAProxy reaches both.
        _ when LostGet + LostPost == 0 => null,
        _ => $"{Action} of {Target}: {LostGet} GETs and {LostPost} POSTs lost, {LostInFlight} of them in flight",
    };
}
