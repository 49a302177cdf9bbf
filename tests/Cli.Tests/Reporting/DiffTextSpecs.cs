using Actors.Cli.Reporting;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Reporting;

public class DiffTextSpecs
{
    [Fact]
    public void Each_kind_of_line_has_its_colour() => Assert.Equal(
        [
            new Cell("--- 11", Colours.Heading),
            new Cell("+++ 12", Colours.Heading),
            new Cell("@@ -1,2 +1,2 @@", Colours.Place),
            new Cell(" global"),
            new Cell("-  server web-1", Colours.Bad),
            new Cell("+  server web-2", Colours.Good),
        ],
        DiffText.Lines(Answers.Diff));
}
