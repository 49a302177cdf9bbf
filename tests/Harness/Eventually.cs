namespace Actors.Harness;

/// <summary>Awaits a condition, and says what was last seen where it does not come true.</summary>
public static class Eventually
{
    /// <summary>A seed that nobody answers forms a cluster of its own after half a minute, and then gives way to the larger one (docs/adr-0015).</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(75);

    public static async Task BecomesAsync(string what, Func<string> tail, Func<Task<(bool IsSo, string Seen)>> look)
    {
        using var limit = new CancellationTokenSource(Longest);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var seen = "";
        do
        {
            try
            {
                (var isSo, seen) = await look();
                if (isSo)
                {
                    return;
                }
            }
            catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException or System.Text.Json.JsonException)
            {
                seen = error.Message;
            }
        }
        while (!limit.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None));

        throw new TimeoutException($"It did not come true within {Longest.TotalSeconds} s that {what}.\nLast seen: {seen}\n{tail()}");
    }
}
