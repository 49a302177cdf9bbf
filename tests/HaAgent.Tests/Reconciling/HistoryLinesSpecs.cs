using System.Text;
using Actors.HaAgent.Reconciling;

namespace Actors.HaAgent.Tests.Reconciling;

/// <summary>What is read of a file of the history, whole or torn.</summary>
public sealed class HistoryLinesSpecs
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    public static TheoryData<string, string, string> Files => new()
    {
        { "none", "", "rows , invalid 0, torn 0" },
        { "two rows", Line(1) + Line(2), "rows 1 2, invalid 0, torn 0" },
        { "a last line without its end", Line(1) + Line(2)[..^1], $"rows 1, invalid 0, torn {Line(2).Length - 1}" },
        { "half a line", Line(1) + "{\"rev", "rows 1, invalid 0, torn 5" },
        { "zeros, as a power cut leaves them", Line(1) + "\0\0\0\0", "rows 1, invalid 0, torn 4" },
        { "a line in between", Line(1) + "{\"rev\n" + Line(2), "rows 1 2, invalid 1, torn 0" },
        { "another program's file", "# a comment\nkey: value\n", "rows , invalid 2, torn 0" },
        { "null", "null\n" + Line(3), "rows 3, invalid 1, torn 0" },
        { "a field that must be there is null", Line(1).Replace("\"x\"", "null", StringComparison.Ordinal), "rows , invalid 1, torn 0" },
        { "a number twice", Line(1) + Line(2) + Line(2), "rows 1 2, invalid 1, torn 0" },
        { "a field of a later release", Line(1).Replace("{", "{\"later\":1,", StringComparison.Ordinal), "rows 1, invalid 0, torn 0" },
    };

    public static TheoryData<string, long[], long, string> Missing => new()
    {
        { "nothing", [], 0, "" },
        { "nothing of some", [4, 5], 5, "4 5" },
        { "the last ones", [4, 5], 7, "4 5 (6-7)" },
        { "the last one", [4, 5], 6, "4 5 (6)" },
        { "one between", [4, 6], 6, "4 (5) 6" },
        { "some between and at the end", [4, 7], 9, "4 (5-6) 7 (8-9)" },
        { "all", [], 9, "(1-9)" },
        { "the highest number was not written", [4, 5], 0, "4 5" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Of_a_file_are_read(string what, string file, string read)
    {
        var bytes = Encoding.UTF8.GetBytes(file);
        var (rows, invalid, length) = HistoryLines.Read(bytes);

        Assert.Equal(
            $"{what}: {read}",
            $"{what}: rows {string.Join(' ', rows.Select(row => row.Revision))}, invalid {invalid}, torn {bytes.Length - length}");
    }

    [Theory]
    [MemberData(nameof(Missing))]
    public void A_row_says_what_is_missing(string what, long[] rows, long highest, string filled)
    {
        var all = HistoryLines.Filled([.. rows.Select(Row)], highest, Now);

        Assert.Equal(
            $"{what}: {filled}",
            $"{what}: {string.Join(' ', all.Select(row => row.Result == "lost" ? $"({Words(row.Trigger)})" : $"{row.Revision}"))}");
        Assert.All(
            all.Where(row => row.Result == "lost"),
            row => Assert.EndsWith($"{row.Revision})", $"{Words(row.Trigger)})", StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_is_read_as_it_was_written()
    {
        var row = new Change(
            new(7), "web-1 joined\nand ü", "reload", "added web/web-1", ["add server web/web-1", "b"], 12.5, Now, Change.IsFailed,
            "Reload: no", null, null)
        { Author = "ann", From = "10.0.0.7", Reason = "a test", ConfigHash = "aa", TemplateHash = "bb" };

        var read = Assert.Single(HistoryLines.Read(HistoryLines.Of(row)).Rows);

        Assert.Equal(row.Commands.AsEnumerable(), read.Commands);
        Assert.Equal(row, read with { Commands = row.Commands });
    }

    private static string Words(string trigger) => string.Join(
        '-', trigger.Split(' ').Where(word => word.All(char.IsAsciiDigit)));

    private static string Line(long number) => Encoding.UTF8.GetString(HistoryLines.Of(Row(number)));

    private static Change Row(long number) => Change.Command("x", "ann", Now) with { Number = new(number) };
}
