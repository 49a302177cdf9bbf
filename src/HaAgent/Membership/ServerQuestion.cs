namespace Actors.HaAgent.Membership;

/// <summary>
/// Something that the listener wants to know of a server of HAProxy. It is answered once it is so, with the key that it came with.
/// </summary>
/// <param name="Key">The asker's own name for it.</param>
/// <param name="Service">The server's backend.</param>
/// <param name="Name">The server.</param>
public abstract record ServerQuestion(object Key, string Service, string Name)
{
    /// <summary>Answered with <see cref="SessionsEnded"/> once HAProxy has no session on the server, or no such server.</summary>
    public sealed record UntilSessionsEnded(object Key, string Service, string Name) : ServerQuestion(Key, Service, Name);

    /// <summary>Answered with <see cref="CheckPassed"/> once a check of the server has passed.</summary>
    public sealed record UntilCheckPassed(object Key, string Service, string Name) : ServerQuestion(Key, Service, Name);

    /// <summary>The answer is not wanted any more.</summary>
    public sealed record Forget(object Key);

    /// <summary>HAProxy has no session on the server any more.</summary>
    public sealed record SessionsEnded(object Key);

    /// <summary>A check of the server has passed.</summary>
    public sealed record CheckPassed(object Key);
}
