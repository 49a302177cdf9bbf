namespace Actors.Backend.Tests;

public sealed class ReadinessSpecs
{
    [Fact]
    public void It_begins_ready_and_each_change_has_a_higher_number()
    {
        var readiness = new Readiness();
        var heard = new List<ReadinessState>();
        readiness.Changed += heard.Add;

        readiness.Set(true, "");
        readiness.Set(false, "database is away");
        readiness.Set(false, "database is away");
        readiness.Set(true, "");

        Assert.Equal([new(2, false, "database is away"), new(3, true, "")], heard);
        Assert.Equal(heard[^1], readiness.State);
    }
}
