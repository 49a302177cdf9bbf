namespace Actors.Contracts.Management;

/// <summary>A management port does not answer: nothing listens there, the connection broke, or it took too long.</summary>
public sealed class NoAnswerException : Exception
{
    /// <summary>One that says no more.</summary>
    public NoAnswerException()
    {
    }

    /// <summary>One that says why.</summary>
    public NoAnswerException(string message)
        : base(message)
    {
    }

    /// <summary>One that says why, and by what it is known.</summary>
    public NoAnswerException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether there was time for an answer that did not come.</summary>
    public bool IsTimeout { get; init; }

    /// <summary>Whether a stream of events was open, and broke.</summary>
    public bool WasOpen { get; init; }
}
