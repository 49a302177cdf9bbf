namespace Actors.Harness;

/// <summary>Awaits a condition, and says what was last seen where it does not come true.</summary>
public static class Eventually
{
    /// <summary>
    /// A seed that nobody answers forms a cluster of its own after half a minute, and then gives way to the larger one (docs/adr/0015).
    /// </summary>
    private static readonly TimeSpan UsualBound = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan FirstInterval = TimeSpan.FromMilliseconds(40);

    /// <summary>What takes long is looked at less and less often: looks take the processors from what they wait for.</summary>
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMilliseconds(200);
    private const double Growth = 1.25;
    private static readonly TimeSpan SoonBound = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SoonInterval = TimeSpan.FromMilliseconds(10);

    /// <param name="what">What is awaited, for the message.</param>
    /// <param name="tail">The end of the logs, for the message.</param>
    /// <param name="look">Looks once: whether it is so, and what was seen. Where nobody answers, that is what was seen.</param>
    /// <param name="bound">How long at most; null for the usual, which the longest healing of a cluster fits into.</param>
    /// <param name="every">From one look to the next; null for often at first, and less so the longer it takes.</param>
    /// <exception cref="TimeoutException">It did not come true.</exception>
    public static Task BecomesAsync(
        string what, Func<string> tail, Func<Task<(bool IsSo, string Seen)>> look, TimeSpan? bound = null, TimeSpan? every = null) =>
        BecomesAsync(what, () => Task.FromResult(tail()), look, bound, every);

    /// <inheritdoc cref="BecomesAsync(string, Func{string}, Func{Task{ValueTuple{bool, string}}}, TimeSpan?, TimeSpan?)" />
    public static async Task BecomesAsync(
        string what, Func<Task<string>> tail, Func<Task<(bool IsSo, string Seen)>> look, TimeSpan? bound = null, TimeSpan? every = null)
    {
        var longest = bound ?? UsualBound;
        var began = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(every ?? FirstInterval);
        while (true)
        {
            // A look that began in time counts, however long it took.
            var isLast = TimeProvider.System.GetElapsedTime(began) > longest;
            var (isSo, seen) = await LookAsync(look);
            if (isSo)
            {
                return;
            }

            if (isLast)
            {
                throw new TimeoutException(
                    $"It did not come true within {longest.TotalSeconds} s that {what}.\nLast seen: {seen}\n{await tail()}");
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
            if (every is null && timer.Period < LongestInterval)
            {
                timer.Period = TimeSpan.FromTicks(Math.Min((long)(timer.Period.Ticks * Growth), LongestInterval.Ticks));
            }
        }
    }

    /// <summary>Awaits what a process, or another thread, brings about soon.</summary>
    public static Task TrueAsync(Func<bool> condition) => NotNullAsync(() => condition() ? "" : null);

    /// <summary>The value, once there is one.</summary>
    public static async Task<T> NotNullAsync<T>(Func<T?> value)
        where T : class
    {
        T? found = null;
        await BecomesAsync(
            "the condition holds", () => "", () => Task.FromResult(((found = value()) is not null, "not yet")), SoonBound, SoonInterval);
        return found!;
    }

    private static async Task<(bool IsSo, string Seen)> LookAsync(Func<Task<(bool IsSo, string Seen)>> look)
    {
        try
        {
            return await look();
        }
        catch (Exception error) when (
            error is HttpRequestException or IOException or OperationCanceledException or System.Text.Json.JsonException)
        {
            return (false, error.Message);
        }
    }
}
