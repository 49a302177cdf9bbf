namespace Actors.HaAgent.Tests.Support;

/// <summary>The machine's clock, which fails once where a test wants it: so that supervision restarts the actor that has read it.</summary>
public sealed class FailingClock : TimeProvider
{
    private Failure? _next;

    /// <summary>
    /// The next timestamp cannot be read; the actor that wants it waits until the test says <see cref="Failure.Happen"/>.
    /// </summary>
    public Failure FailNext()
    {
        var failure = new Failure();
        Volatile.Write(ref _next, failure);
        return failure;
    }

    /// <inheritdoc />
    public override long GetTimestamp()
    {
        if (Interlocked.Exchange(ref _next, null) is { } failure)
        {
            failure.Suffer();
        }

        return base.GetTimestamp();
    }

    /// <summary>One failure of the clock.</summary>
    public sealed class Failure
    {
        private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
        private readonly ManualResetEventSlim _reached = new();
        private readonly ManualResetEventSlim _happens = new();

        /// <summary>Waits until an actor wants to know the time.</summary>
        public void AwaitReached() => Assert.True(_reached.Wait(Longest), "nothing has read the clock");

        /// <summary>Whoever waits for it, or comes to it later, fails.</summary>
        public void Happen() => _happens.Set();

        internal void Suffer()
        {
            _reached.Set();
            _happens.Wait(Longest);
            throw new ClockFailedException();
        }
    }

    /// <summary>What the clock fails with.</summary>
    public sealed class ClockFailedException : Exception;
}
