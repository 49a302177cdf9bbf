namespace Actors.Cli.Tests.Support;

/// <summary>Waits for a condition; fails when it does not come.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    public static Task True(Func<bool> condition) => NotNull(() => condition() ? "" : null);

    public static async Task<T> NotNull<T>(Func<T?> value)
        where T : class
    {
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (true)
        {
            if (value() is { } found)
            {
                return found;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < Bound, "the condition did not come true");
            await timer.WaitForNextTickAsync();
        }
    }
}
