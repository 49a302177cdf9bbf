using Actors.Clustering.Seeds;

namespace Actors.Clustering.Tests.Seeds;

public sealed class SeedFileSpecs
{
    [Theory]
    [InlineData("10.0.0.1:4053\n10.0.0.2:4053\n", "10.0.0.1:4053 10.0.0.2:4053", "")]
    [InlineData("# the seeds\r\n\r\n  seed-1:4053   # in the first rack\r\n[fd00::1]:4053", "seed-1:4053 [fd00::1]:4053", "")]
    [InlineData(
        "seed-1\n10.0.0.2:4053", "10.0.0.2:4053", "line 1 'seed-1': a seed is host:port, and the port is missing, such as seed-1:4053")]
    [InlineData("# none\n", "", "names no seed")]
    [InlineData("", "", "names no seed")]
    public void A_line_is_a_seed(string text, string seeds, string fault)
    {
        var answer = SeedFile.Read(text);

        Assert.Equal((seeds, fault), (string.Join(' ', answer.Seeds!), answer.Fault));
    }
}
