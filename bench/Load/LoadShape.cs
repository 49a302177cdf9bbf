namespace Actors.Bench.Load;

/// <summary>What one kind of user sends.</summary>
/// <param name="PerSecond">Requests a second, sent when their time has come.</param>
/// <param name="KeepAlive">On connections that stay open, or on a new one each.</param>
/// <param name="PostShare">How many of them are POSTs, 0 to 1: requests that no proxy may send twice.</param>
/// <param name="SlowShare">How many of them ask to be answered late, 0 to 1.</param>
/// <param name="LongestDelay">The longest that they ask for, in milliseconds.</param>
internal sealed record LoadShape(int PerSecond, bool KeepAlive, double PostShare, double SlowShare, int LongestDelay)
{
    /// <summary>The usual load: 300 requests a second, half of them on new connections, a quarter POSTs, one in twenty slow.</summary>
    public static IReadOnlyList<LoadShape> Usual { get; } = [Of(keepAlive: false), Of(keepAlive: true)];

    private static LoadShape Of(bool keepAlive) => new(150, keepAlive, 0.25, 0.05, 2000);
}
