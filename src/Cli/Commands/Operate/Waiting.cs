using System.Globalization;

namespace Actors.Cli.Commands.Operate;

/// <summary>Polls an agent until something is so, or for too long.</summary>
/// <param name="session">The agent.</param>
/// <param name="timeout">How long at most.</param>
internal sealed class Waiting(AgentSession session, TimeSpan timeout)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    /// <summary>The last answer is waited for so long, also where no time is left.</summary>
    private static readonly TimeSpan LastAnswer = TimeSpan.FromSeconds(3);

    private readonly TimeProvider _time = session.Time;
    private readonly long _since = session.Time.GetTimestamp();

    /// <summary>For how long it has waited.</summary>
    public TimeSpan Took => _time.GetElapsedTime(_since);

    /// <summary>Such as "3.2 s".</summary>
    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    /// <summary>Polls; an agent that does not answer meanwhile may come back.</summary>
    /// <param name="ask">Asks.</param>
    /// <param name="isOver">Whether it is so, or never will be.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <returns>Whether it was over in time, and the last answer.</returns>
    /// <exception cref="CommandFailed">The agent has not answered at last.</exception>
    public async Task<(bool IsOver, T Last)> UntilAsync<T>(
        Func<CancellationToken, Task<T>> ask, Predicate<T> isOver, CancellationToken cancellationToken)
    {
        (T Answer, bool Is) last = default;
        while (true)
        {
            // An agent that hangs has as long as is left.
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            bound.CancelAfter(timeout - Took > LastAnswer ? timeout - Took : LastAnswer);
            try
            {
                var answer = await ask(bound.Token);
                last = (answer, true);
                var isSo = isOver(answer);
                if (isSo || Took >= timeout)
                {
                    return (isSo, answer);
                }
            }
            catch (CommandFailed failure) when (failure.ExitCode is ExitCode.NothingRuns or ExitCode.Failed && Took < timeout)
            {
                // Between two actor systems, or restarted.
            }

            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return last.Is ? (false, last.Answer) : throw new CommandFailed(
                    ExitCode.NotInTime, $"the agent at {session.Url} has not answered for {Seconds(Took)}.");
            }

            await Task.Delay(Every, _time, cancellationToken);
        }
    }
}
