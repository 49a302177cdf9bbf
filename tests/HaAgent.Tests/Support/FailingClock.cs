namespace Actors.HaAgent.Tests.Support;

/// <summary>The machine's clock, which fails once where a test wants it: so that supervision restarts the actor that has read it.</summary>
public sealed class FailingClock : TimeProvider
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private ManualResetEventSlim? _gate;

    /// <summary>The next timestamp cannot be read; the actor that wants it waits until the test says <see cref="Failure.Happen"/>.</summary>
    public Failure FailNext()
    {
        var failure = new Failure();
        Volatile.Write(ref _gate, failure.Gate);
        return failure;
    }

    public override long GetTimestamp()
    {
        if (Interlocked.Exchange(ref _gate, null) is not { } gate)
        {
            return base.GetTimestamp();
        }

        gate.Wait(Longest);
        throw new ClockFailedException();
    }

    public sealed class Failure
    {
        internal ManualResetEventSlim Gate { get; } = new();

        public void Happen() => Gate.Set();
    }

    public sealed class ClockFailedException : Exception;
}
