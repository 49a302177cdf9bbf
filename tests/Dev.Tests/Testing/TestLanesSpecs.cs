using Actors.Dev.Testing;

namespace Actors.Dev.Tests.Testing;

public sealed class TestLanesSpecs
{
    [Fact]
    public async Task Each_is_started_in_its_turn_as_soon_as_a_lane_is_free()
    {
        var ends = Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource()).ToArray();
        var started = new List<int>();

        var all = TestLanes.RunAsync([0, 1, 2, 3], [Task.CompletedTask, Task.CompletedTask], async index =>
        {
            started.Add(index);
            await ends[index].Task;
            return index * 10;
        });

        Assert.Equal([0, 1], started);
        ends[1].SetResult();
        Assert.Equal([0, 1, 2], started);
        foreach (var end in ends)
        {
            end.TrySetResult();
        }

        Assert.Equal([0, 10, 20, 30], await all);
    }

    [Fact]
    public async Task A_lane_takes_nothing_until_it_opens_and_opens_also_where_what_it_waited_for_has_failed()
    {
        var opens = new TaskCompletionSource();
        var end = new TaskCompletionSource();
        var second = new TaskCompletionSource();

        var all = TestLanes.RunAsync([0, 1], [Task.CompletedTask, opens.Task], async index =>
        {
            if (index == 1)
            {
                second.SetResult();
            }

            await end.Task;
            return index;
        });

        Assert.False(second.Task.IsCompleted);
        opens.SetException(new InvalidOperationException());
        await second.Task;
        end.SetResult();
        Assert.Equal([0, 1], await all);
    }

    [Fact]
    public async Task No_work_is_done_at_once() =>
        Assert.Empty(await TestLanes.RunAsync(Array.Empty<int>(), [Task.CompletedTask], Task.FromResult));
}
