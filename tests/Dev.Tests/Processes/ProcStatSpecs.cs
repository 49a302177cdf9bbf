using Actors.Dev.Processes;

namespace Actors.Dev.Tests.Processes;

public class ProcStatSpecs
{
    private const string Rest = "1 42 43 0 -1 4194560 100 0 0 0 1 2 0 0 20 0 1 0 987654 1000 10 184 0 0";

    [Fact]
    public void Reads_the_fields_that_matter()
    {
        var stat = ProcStat.Parse($"17 (haproxy) S {Rest}");

        Assert.Equal(new ProcStat(17, 'S', 1, 43, 987654), stat);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData(") R 9 9 9 (")]
    [InlineData("")]
    public void A_name_may_hold_spaces_and_parentheses(string name) =>
        Assert.Equal(new ProcStat(17, 'S', 1, 43, 987654), ProcStat.Parse($"17 ({name}) S {Rest}"));

    [Theory]
    [InlineData('Z', true)]
    [InlineData('X', true)]
    [InlineData('S', false)]
    [InlineData('T', false)]
    public void A_zombie_is_dead(char state, bool dead) => Assert.Equal(dead, ProcStat.Parse($"17 (x) {state} {Rest}")?.IsDead);

    [Theory]
    [InlineData("")]
    [InlineData("17 (x")]
    [InlineData("17 (x) S 1 2 3")]
    [InlineData("seventeen (x) S 1 42 43 0 -1 4194560 100 0 0 0 1 2 0 0 20 0 1 0 987654 1000")]
    public void Nonsense_is_nothing(string text) => Assert.Null(ProcStat.Parse(text));
}
