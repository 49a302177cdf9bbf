using Actors.Cli.Views;

namespace Actors.Cli.Tests.Views;

public class TextTableSpecs
{
    private static readonly Column[] Columns = ["NAME", new("ZONE", Drop: 2), Column.Number("ERRORS", 1), Column.Text("WHY")];

    [Fact]
    public void Numbers_stand_at_the_right_and_no_line_ends_with_blanks() => Assert.Equal(
        "NAME   ZONE  ERRORS  WHY\nweb-1  a          7\nweb-2  b       1234  drained\n",
        Show(100, ["web-1", "a", "7", ""], ["web-2", "b", "1234", "drained"]));

    [Fact]
    public void A_sentence_is_broken_where_there_is_room_for_it() => Assert.Equal(
        "NAME   ZONE  ERRORS  WHY\nweb-1  a          7  HAProxy's check fails:\n                     L4CON, for three minutes\n"
            + "web-2  a          0\n",
        Show(46, ["web-1", "a", "7", "HAProxy's check fails: L4CON, for three minutes"], ["web-2", "a", "0", ""]));

    [Fact]
    public void A_sentence_that_there_is_no_room_for_stands_below_its_row() => Assert.Equal(
        "NAME   ZONE  ERRORS\nweb-1  a          7\n    HAProxy's check fails: L4CON\nweb-2  a          0\n",
        Show(34, ["web-1", "a", "7", "HAProxy's check fails: L4CON"], ["web-2", "a", "0", ""]));

    [Fact]
    public void Columns_are_left_out_before_a_header_is_broken() => Assert.Equal(
        "NAME         ERRORS\na-long-name       7\n    down\n", Show(20, ["a-long-name", "zone", "7", "down"]));

    [Fact]
    public void What_may_not_be_left_out_stays_however_narrow_it_is() =>
        Assert.Equal("NAME\na-long-name\n    down\n", Show(5, ["a-long-name", "zone", "7", "down"]));

    private static string Show(int width, params string[][] rows)
    {
        var text = new StringWriter();
        new Output(text, TextWriter.Null, interactive: false, width: width).Show(
            Cell.Table(Columns, rows.Select(row => row.Select(cell => new Cell(cell)))));
        return text.ToString();
    }
}
