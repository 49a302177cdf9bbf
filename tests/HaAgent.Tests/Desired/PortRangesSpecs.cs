using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Tests.Desired;

public sealed class PortRangesSpecs
{
    [Fact]
    public void Ports_and_ranges_are_read()
    {
        var ports = PortRanges.TryParse(" 5432, 6379-6389 ")!;

        Assert.Equal([true, false, true, true, false], new[] { 5432, 5433, 6379, 6389, 6390 }.Select(ports.Contains));
        Assert.False(PortRanges.TryParse("")!.Contains(80));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("9-5")]
    [InlineData("1-2-3")]
    [InlineData("a")]
    [InlineData("-5")]
    public void What_is_none_is_refused(string text) => Assert.Null(PortRanges.TryParse(text));
}
