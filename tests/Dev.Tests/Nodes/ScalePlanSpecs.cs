using Actors.Dev.Nodes;
using Actors.Dev.Processes;
using Actors.Dev.State;
using Actors.Dev.Tests.Support;

namespace Actors.Dev.Tests.Nodes;

public class ScalePlanSpecs
{
    [Fact]
    public void Starts_what_is_missing()
    {
        var plan = Plan(5, Alive(1), Alive(2), Alive(3));

        Assert.Equal(["web-4", "web-5"], plan.Start.AsEnumerable());
        Assert.Empty(plan.Stop);
        Assert.Empty(plan.Forget);
    }

    [Fact]
    public void Stops_the_highest_numbers_first() =>
        Assert.Equal(["web-10", "web-9"], Plan(2, Alive(10), Alive(9), Alive(2), Alive(1)).Stop.AsEnumerable());

    [Fact]
    public void Fills_the_gaps_that_stopped_and_killed_nodes_left()
    {
        var plan = Plan(4, Alive(1), Gone(2), Alive(4));

        Assert.Equal(["web-2", "web-3"], plan.Start.AsEnumerable());
        Assert.Empty(plan.Forget);
    }

    [Fact]
    public void Forgets_who_neither_runs_nor_will()
    {
        var plan = Plan(1, Alive(1), Gone(2), Alive(3));

        Assert.Equal(["web-3"], plan.Stop.AsEnumerable());
        Assert.Equal(["web-2"], plan.Forget.AsEnumerable());
    }

    [Fact]
    public void Enough_is_nothing_to_do()
    {
        Assert.True(Plan(2, Alive(1), Alive(2)).IsNothing);
        Assert.True(Plan(0).IsNothing);
        Assert.False(Plan(0, Alive(1)).IsNothing);
    }

    private static ScalePlan Plan(int wanted, params NodeRecord[] webs) => ScalePlan.For(webs, node => node.Process is not null, wanted);

    private static NodeRecord Alive(int number) => Records.Web(number, new ProcessId(1, 1));

    private static NodeRecord Gone(int number) => Records.Web(number, end: "killed");
}
