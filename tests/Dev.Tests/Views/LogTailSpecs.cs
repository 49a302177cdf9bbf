using System.Collections.Concurrent;
using Actors.Dev.Views;

namespace Actors.Dev.Tests.Views;

public sealed class LogTailSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2, "b|c")]
    [InlineData(9, "a|b|c")]
    [InlineData(0, "")]
    public void Shows_the_last_lines(int count, string expected) =>
        Assert.Equal(expected, string.Join('|', LogTail.Last(_folder.File("x.log", "a\nb\nc\n"), count)));

    [Fact]
    public void No_file_has_no_lines() => Assert.Empty(LogTail.Last(_folder.At("none.log"), 10));

    [Fact]
    public void Of_a_huge_file_only_the_end_is_read()
    {
        var path = _folder.File("x.log", string.Concat(Enumerable.Range(0, 300_000).Select(number => $"line {number}\n")));

        Assert.Equal(["line 299998", "line 299999"], LogTail.Last(path, 2));
    }

    [Fact]
    public async Task Follows_line_by_line_also_when_they_come_in_pieces_or_the_file_begins_anew()
    {
        var path = _folder.File("x.log", "old\nhalf a ");
        var lines = new ConcurrentQueue<string>();
        using var end = new CancellationTokenSource();
        var following = LogTail.FollowAsync(path, 5, lines.Enqueue, TimeProvider.System, end.Token);
        await Eventually.TrueAsync(() => lines.SequenceEqual(["old"]));

        await File.AppendAllTextAsync(path, "line\nnext ü");
        await Eventually.TrueAsync(() => lines.SequenceEqual(["old", "half a line"]));
        await File.AppendAllTextAsync(path, "\n");
        await Eventually.TrueAsync(() => lines.SequenceEqual(["old", "half a line", "next ü"]));
        File.Delete(path);
        await File.WriteAllTextAsync(path, "anew\n");
        await Eventually.TrueAsync(() => lines.LastOrDefault() == "anew");

        await end.CancelAsync();
        await following;
    }
}
