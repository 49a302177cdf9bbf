using System.Net.Sockets;

namespace Actors.HaAgent.HaProxy;

/// <summary>How HAProxy is asked while it starts and reloads: then nothing may listen for a moment.</summary>
internal sealed class Waiting(TimeProvider time)
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(5);

    /// <summary>The answer; the default where nothing listens.</summary>
    public static async Task<T?> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask(cancellationToken);
        }
        catch (SocketException)
        {
            return default;
        }
    }

    /// <summary>Asks until the answer is wanted or the time is over, and gives the last answer.</summary>
    public async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isWanted, TimeSpan longest, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (isWanted(answer) || time.GetElapsedTime(started) > longest)
            {
                return answer;
            }

            await Task.Delay(PollEvery, time, cancellationToken);
        }
    }
}
