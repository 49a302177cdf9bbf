namespace Actors.WebNode.Programs;

/// <summary>Asks a program again and again whether it is well, and reports it to <see cref="ProgramReadiness"/>.</summary>
/// <param name="probe">Asks it once.</param>
/// <param name="readiness">Gets what it came to.</param>
/// <param name="every">How often it is asked while it is well.</param>
/// <param name="time">The clock.</param>
public sealed class ProgramWatch(HealthProbe probe, ProgramReadiness readiness, TimeSpan every, TimeProvider time)
{
    private static readonly TimeSpan AskWhileIll = TimeSpan.FromMilliseconds(100);

    /// <summary>Begins with a program that has not answered yet; ends when the token does.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var count = HealthCount.Unknown;
        try
        {
            while (true)
            {
                var fault = await probe.AskAsync(cancellationToken);
                var next = count.After(fault is null);
                if (next.IsHealthy != count.IsHealthy || !next.IsHealthy)
                {
                    readiness.Health(next.IsHealthy, fault ?? "");
                }

                count = next;
                await Task.Delay(count.Failed == 0 ? every : AskWhileIll, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // this run is over
        }
    }
}
