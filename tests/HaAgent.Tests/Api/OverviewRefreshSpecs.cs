using Actors.HaAgent.Api;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Actors.HaAgent.Tests.Api;

/// <summary>The overview for metrics, which no request makes.</summary>
public sealed class OverviewRefreshSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task One_that_fails_ends_nothing_and_is_tried_again()
    {
        var time = new FakeTimeProvider();
        var tries = System.Threading.Channels.Channel.CreateUnbounded<int>();
        var made = 0;
        using var refresh = new OverviewRefresh(
            _ =>
            {
                tries.Writer.TryWrite(++made);
                return made == 1 ? throw new InvalidOperationException("a report that cannot be made") : Task.CompletedTask;
            },
            time, NullLogger<OverviewRefresh>.Instance);
        await refresh.StartAsync(CancellationToken.None);
        using var limit = new CancellationTokenSource(Patience);
        Assert.Equal(1, await tries.Reader.ReadAsync(limit.Token));

        while (!tries.Reader.TryPeek(out _) && !refresh.ExecuteTask!.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        Assert.False(refresh.ExecuteTask!.IsFaulted);
        Assert.True(await tries.Reader.ReadAsync(limit.Token) > 1);
        await refresh.StopAsync(CancellationToken.None);
    }
}
