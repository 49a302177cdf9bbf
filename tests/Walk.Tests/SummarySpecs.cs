using System.Text.Json;
using Actors.Cli.Views;
using Actors.Walk.Reporting;

namespace Actors.Walk.Tests;

public class SummarySpecs
{
    private static readonly StepReport Good = new(
        0, "Two nodes", "About it.", 1.5, null,
        [new WalkCheck("servers", "s1", "s1", true)],
        ["logs/task0/ha.log", "logs/task0/stats.png"],
        [new WalkPicture("logs/task0/stats.png", "Both are up")]);

    private static readonly StepReport Bad = Good with
    {
        Number = 1,
        Checks = [new WalkCheck("servers", "s1", "<b>none</b>", false)],
        Pictures = [],
    };

    private static readonly StepReport NotWalked = StepReport.NotWalked(new WalkStep(2, "Joining", "", static _ => Task.CompletedTask));

    [Fact]
    public void The_page_links_every_file_and_shows_every_picture_and_check()
    {
        var page = SummaryPage.Of(Report(Good));

        Assert.Contains("Every check passed", page, StringComparison.Ordinal);
        Assert.Contains("1 of 1 checks passed, 2 files", page, StringComparison.Ordinal);
        Assert.All(Good.Files, file => Assert.Contains($"href=\"{file}\"", page, StringComparison.Ordinal));
        Assert.Contains("<img src=\"logs/task0/stats.png\" alt=\"Both are up\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_seen_is_text_and_a_failure_is_told_at_the_top()
    {
        var page = SummaryPage.Of(Report(Good, Bad, NotWalked) with { Passed = false });

        Assert.Contains("Not everything is as it should be", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;none&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>none", page, StringComparison.Ordinal);
        Assert.Contains("not walked", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_passes_when_all_of_it_was_walked_and_was_so()
    {
        Assert.True(Good.Passed);
        Assert.False(Bad.Passed);
        Assert.False((Good with { Failure = "s1 has ended by itself." }).Passed);
        Assert.False(NotWalked.Passed);
    }

    [Fact]
    public void The_table_counts_what_failed()
    {
        using var text = new StringWriter();
        new Output(text, TextWriter.Null, interactive: false).Show(WalkTable.Of(Report(Good, Bad, NotWalked)));

        var lines = text.ToString().Split('\n');
        Assert.Contains("1 passed", lines[1], StringComparison.Ordinal);
        Assert.Contains("1 of 1 failed", lines[2], StringComparison.Ordinal);
        Assert.Contains("not walked", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_is_there_for_programs()
    {
        using var json = JsonDocument.Parse(Report(Good).ToJson());

        Assert.True(json.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal("s1", json.RootElement.GetProperty("steps")[0].GetProperty("checks")[0].GetProperty("seen").GetString());
    }

    private static WalkReport Report(params StepReport[] steps) =>
        new(true, "/out", "processes", "3.0.11", DateTimeOffset.UnixEpoch, 80, null, steps);
}
