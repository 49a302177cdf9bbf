using Actors.Cli.Tests.Support;
using Actors.Cli.Views;

namespace Actors.Cli.Tests.Views;

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
