namespace Actors.Harness;

/// <summary>
/// Time that really passes, for what only time brings about; whatever can be looked at is awaited with <see cref="Eventually"/>.
/// </summary>
public static class RealTime
{
    /// <param name="time">How long.</param>
    /// <param name="why">What passes meanwhile, for whoever reads the call.</param>
    public static async Task PassAsync(TimeSpan time, string why)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        if (time > TimeSpan.Zero)
        {
            using var timer = new PeriodicTimer(time);
            await timer.WaitForNextTickAsync();
        }
    }
}
