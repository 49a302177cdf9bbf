using Actors.HaAgent.Overrides;
using Akka.Actor;

namespace Actors.HaAgent.Api;

/// <summary>
/// Asks the override store for what it has. One that does not answer, as between two actor systems, has what it had: nobody has taken an
/// override back by that.
/// </summary>
/// <param name="actors">The agent's actors.</param>
/// <param name="isThere">Whether they run.</param>
internal sealed class OverridesReader(AgentActors actors, Func<bool> isThere)
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(1);

    private volatile OverrideBook _last = OverrideBook.Empty;

    /// <summary>The overrides, or the last that are known.</summary>
    public async Task<OverrideBook> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return isThere()
                ? _last = await actors.Overrides.Ask<OverrideBook>(new GetOverrides(), LongestAnswer, cancellationToken)
                : _last;
        }
        catch (Exception error) when (error is AskTimeoutException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return _last;
        }
    }
}
