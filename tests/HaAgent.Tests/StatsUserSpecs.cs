using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Tests;

public sealed class StatsUserSpecs
{
    private const string Hash = "$6$abcdefgh$ltjgWl6579NluT/Vi1nwEvcil.G5Nbc4NiXZaNGStk8PSwGfQv72N2CKPPrVACtLtip/cZ/1GM/O6IND4WQhG.";

    [Theory]
    [InlineData("admin:" + Hash)]
    [InlineData("a-1:$5$rounds=5000$salt$aBcdEfGhIjKlMnOpQrStUvWxYz0123456789./aBcdE")]
    public void A_name_and_a_hash(string line) =>
        Assert.Equal(line, StatsUser.TryParse(line) is { } user ? $"{user.Name}:{user.Hash}" : null);

    [Theory]
    [InlineData("")]
    [InlineData("admin")]
    [InlineData("admin:")]
    [InlineData("admin:secret")]
    [InlineData(":" + Hash)]
    [InlineData("ad min:" + Hash)]
    [InlineData("admin:" + Hash + " ")]
    [InlineData("admin:" + Hash + "\nuser x password y")]
    [InlineData("admin:$6$" + "${PATH}" + "$ltjgWl6579NluT/Vi1nwEvcil.G5Nbc4NiXZaNGStk8")]
    public void What_is_neither_or_would_reach_into_the_configuration_is_refused(string line) => Assert.Null(StatsUser.TryParse(line));
}
