using Actors.Dev.Testing;

namespace Actors.Dev.Tests.Testing;

public sealed class TestLanesSpecs
{
    [Fact]
    public async Task Each_is_started_in_its_turn_as_soon_as_a_lane_is_free()
    {
        var ends = Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource()).ToArray();
        var started = new List<int>();

        var all = TestLanes.RunAsync([0, 1, 2, 3], 2, async index =>
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
    public async Task No_work_is_done_at_once() => Assert.Empty(await TestLanes.RunAsync(Array.Empty<int>(), 2, Task.FromResult));
}
