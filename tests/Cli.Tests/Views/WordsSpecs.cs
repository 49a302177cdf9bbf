using System.Globalization;
using Actors.Cli.Views;

namespace Actors.Cli.Tests.Views;

public class WordsSpecs
{
    [Theory]
    [InlineData(null, "?")]
    [InlineData("2026-03-04T12:00:05Z", "0s")]
    [InlineData("2026-03-04T11:59:01Z", "59s")]
    [InlineData("2026-03-04T11:58:01Z", "1m")]
    [InlineData("2026-03-04T10:01:00Z", "1h")]
    [InlineData("2026-02-04T12:00:00Z", "28d")]
    public void An_age_is_in_the_largest_unit_that_is_whole(string? since, string age) => Assert.Equal(
        age,
        Words.Age(
            since is null ? null : DateTimeOffset.Parse(since, CultureInfo.InvariantCulture),
            new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void Nothing_that_is_shown_steers_the_terminal()
    {
        Assert.Equal("a\uFFFD[2Jb c", Words.Of("a\u001b[2Jb\nc"));
        Assert.Equal("a\nb", Words.Block("a\nb\n"));
    }
}
