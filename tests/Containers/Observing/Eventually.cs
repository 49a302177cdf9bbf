namespace Actors.Containers.Observing;

/// <summary>Awaits conditions, within bounds, and says what was seen last where one does not come about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(250);

    /// <returns>How long it took.</returns>
    /// <param name="expected">What is awaited, for the message.</param>
    /// <param name="bound">How long at most.</param>
    /// <param name="look">Looks once; null when all is as expected, else what was seen instead.</param>
    public static async Task<TimeSpan> HoldsAsync(string expected, TimeSpan bound, Func<Task<string?>> look)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = await LookAsync(look);
            var elapsed = TimeProvider.System.GetElapsedTime(start);
            if (seen is null)
            {
                return elapsed;
            }

            if (elapsed > bound)
            {
                throw new NeverHeldException($"expected: {expected}\nlast seen, after {elapsed.TotalSeconds:F0} s: {seen}");
            }

            await Task.Delay(s_between, TimeProvider.System, CancellationToken.None);
        }
    }

    private static async Task<string?> LookAsync(Func<Task<string?>> look)
    {
        try
        {
            return await look();
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or Engine.CommandFailedException)
        {
            return e.Message;
        }
    }
}
