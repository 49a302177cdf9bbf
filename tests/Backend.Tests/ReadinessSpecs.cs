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

    [Fact]
    public void Agents_take_no_message_that_is_too_long_so_a_reason_is_cut()
    {
        var readiness = new Readiness();

        readiness.Set(false, "line 1\nline 2" + new string('x', 10_000));

        Assert.StartsWith("line 1 line 2xxx", readiness.State.Reason, StringComparison.Ordinal);
        Assert.Equal(200, readiness.State.Reason.Length);
    }
}
