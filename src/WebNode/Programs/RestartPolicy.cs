using Actors.Clustering.Hosting;

namespace Actors.WebNode.Programs;

/// <summary>Whether a program that has ended is started again, and when. Pure.</summary>
/// <param name="Limit">How many times in a row.</param>
public sealed record RestartPolicy(int Limit)
{
    /// <summary>What has run this long has earned all its restarts again.</summary>
    public static readonly TimeSpan Forgiven = TimeSpan.FromMinutes(1);

    private RestartBackoff Backoff { get; init; } = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5), Forgiven);

    /// <summary>The wait before the next start, null for never again; and the policy to go on with.</summary>
    /// <param name="ran">How long it has run.</param>
    public (TimeSpan? Wait, RestartPolicy Next) After(TimeSpan ran)
    {
        var (wait, backoff) = Backoff.After(ran);
        return (backoff.Failures > Limit ? null : wait, this with { Backoff = backoff });
    }

    /// <summary>How many times in a row it has ended.</summary>
    public int Ends => Backoff.Failures;
}
