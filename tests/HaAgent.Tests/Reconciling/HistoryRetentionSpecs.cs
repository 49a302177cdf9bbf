using System.Collections.Immutable;
using System.Globalization;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Tests.Reconciling;

/// <summary>What of the history is kept: a row is "age in hours:its text", a text as large as its name is long.</summary>
public sealed class HistoryRetentionSpecs
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);

    [Theory]
    [InlineData("nothing", "", "")]
    [InlineData("the most rows", "3 2 1", "3 2 1")]
    [InlineData("one more", "4 3 2 1", "3 2 1")]
    [InlineData("an old one", "11 2 1", "2 1")]
    [InlineData("old ones only", "13 12 11", "11")]
    [InlineData("an old one behind a newer, after a clock was set", "2 11 1", "2 11 1")]
    [InlineData("texts with room", "3:a 2:b 1:c", "3:a 2:b 1:c")]
    [InlineData("texts without", "3:aaaa 2:bbbb 1:cccc", "3 2:bbbb 1:cccc")]
    [InlineData("the same text in each", "3:aaaaaaaa 2:aaaaaaaa 1:aaaaaaaa", "3:aaaaaaaa 2:aaaaaaaa 1:aaaaaaaa")]
    [InlineData("a small one that is older than one without room", "3:a 2:bbbbbbbb 1:cccc", "3 2 1:cccc")]
    [InlineData("an older row with a text that is kept", "3:cccc 2:bbbbbbbb 1:cccc", "3:cccc 2 1:cccc")]
    [InlineData("the newest text is too large", "3:a 2:bbbbbbbbbb 1", "3 2:bbbbbbbbbb 1")]
    public void Of_rows_are_kept(string what, string rows, string kept) => Assert.Equal(
        $"{what}: {kept}",
        $"{what}: {Text(new HistoryRetention(3, TimeSpan.FromHours(10), 8).Keep(Rows(rows), text => text.Length, Now))}");

    [Fact]
    public void The_settings_say_how_much() => Assert.Equal(
        new HistoryRetention(2000, TimeSpan.FromDays(90), 64 * 1024 * 1024), HistoryRetention.Of(HistoryOptions.Default));

    private static ImmutableList<Change> Rows(string rows) =>
    [
        .. rows.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(':')).Select(row =>
            Change.Command("x", "ann", Now.AddHours(-int.Parse(row[0], CultureInfo.InvariantCulture))) with
            {
                ConfigHash = row.ElementAtOrDefault(1),
            }),
    ];

    private static string Text(IEnumerable<Change> rows) => string.Join(
        ' ', rows.Select(row => $"{(Now - row.At).TotalHours:0}{(row.ConfigHash is { } text ? ":" + text : "")}"));
}
