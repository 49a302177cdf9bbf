using Actors.Backend;
using Actors.WebNode.Programs;

namespace Actors.WebNode.Tests.Programs;

/// <summary>What is decided about a program, without one.</summary>
public sealed class DecisionSpecs
{
    [Fact]
    public void A_program_is_started_again_ever_more_slowly_and_no_more_than_the_limit_says()
    {
        var policy = new RestartPolicy(3);
        var waits = new List<TimeSpan?>();
        for (var i = 0; i < 4; i++)
        {
            (var wait, policy) = policy.After(TimeSpan.Zero);
            waits.Add(wait);
        }

        Assert.Null(waits[3]);
        Assert.True(TimeSpan.Zero < waits[0] && waits[0] < waits[1] && waits[1] < waits[2]);
        Assert.Equal(4, policy.Ends);
    }

    [Fact]
    public void What_has_run_long_enough_has_all_its_restarts_again()
    {
        var (first, policy) = new RestartPolicy(1).After(TimeSpan.Zero);

        Assert.Equal(first, policy.After(RestartPolicy.Forgiven).Wait);
        Assert.Null(policy.After(RestartPolicy.Forgiven - TimeSpan.FromTicks(1)).Wait);
    }

    [Fact]
    public void With_a_limit_of_none_it_is_never_started_again() => Assert.Null(new RestartPolicy(0).After(RestartPolicy.Forgiven).Wait);

    [Theory]
    [InlineData(0, "ended with code 0")]
    [InlineData(3, "ended with code 3")]
    [InlineData(128, "ended with code 128")]
    [InlineData(137, "was ended by signal 9 (code 137)")]
    [InlineData(143, "was ended by signal 15 (code 143)")]
    [InlineData(255, "ended with code 255")]
    public void An_exit_code_in_words(int code, string words) => Assert.Equal(words, ProgramExit.Describe(code));

    [Fact]
    public void Well_with_the_first_check_that_passes_and_ill_with_the_second_in_a_row_that_fails()
    {
        bool[] checks = [false, true, false, true, false, false, false, true];
        var count = HealthCount.Unknown;

        Assert.Equal([false, true, true, true, true, false, false, true], checks.Select(check => (count = count.After(check)).IsHealthy));
    }

    [Fact]
    public void Output_is_cut_into_lines_however_it_comes()
    {
        var lines = new List<string>();
        var cutter = new LineCutter(lines.Add, longest: 5);

        foreach (var piece in (string[])["a", "b\nc\r\n\n", "123456", "78\nend"])
        {
            cutter.Add(piece);
        }

        cutter.End();

        Assert.Equal(["ab", "c", "", "12345", "678", "end"], lines);
    }

    [Fact]
    public void A_program_that_comes_back_does_not_undo_what_an_operator_said()
    {
        var readiness = new Readiness();
        var program = new ProgramReadiness(readiness);
        Assert.False(readiness.State.Ready);

        program.Health(true, "");
        Assert.True(readiness.State.Ready);
        program.Say(false, "cache is cold");
        program.Health(false, "the program has ended");
        Assert.Equal("the program has ended", readiness.State.Reason);
        program.Health(true, "");

        Assert.Equal((false, "cache is cold"), (readiness.State.Ready, readiness.State.Reason));
        program.Say(true, "");
        Assert.True(readiness.State.Ready);
    }

    [Fact]
    public async Task Who_waits_for_a_program_to_be_well_waits_anew_after_it_was_ill()
    {
        var program = new ProgramReadiness(new Readiness());
        var first = program.UntilHealthyAsync(CancellationToken.None);
        Assert.False(first.IsCompleted);
        program.Health(true, "");
        await first.WaitAsync(TimeSpan.FromSeconds(20));
        program.Health(false, "ill");

        using var end = new CancellationTokenSource();
        var second = program.UntilHealthyAsync(end.Token);
        Assert.False(second.IsCompleted);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(TimeSpan.FromSeconds(20)));
    }
}
