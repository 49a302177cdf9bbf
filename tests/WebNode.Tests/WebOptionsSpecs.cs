using Actors.Clustering.Settings;
using Microsoft.Extensions.Configuration;

namespace Actors.WebNode.Tests;

public sealed class WebOptionsSpecs
{
    [Fact]
    public void Without_a_journal_path_there_is_no_journal() => Assert.Equal("", Read(out _, "").JournalPath);

    [Theory]
    [InlineData("/no/such/folder/journal")]
    [InlineData("/")]
    [InlineData("relative")]
    public void A_journal_that_cannot_be_written_is_named_with_value_and_remedy(string path)
    {
        Read(out var reader, path);

        var fault = Assert.Single(reader.Faults);
        Assert.Contains($"Web:JournalPath = '{path}'", fault, StringComparison.Ordinal);
        Assert.Contains("a file that can be written", fault, StringComparison.Ordinal);
        Assert.Contains("ACTORS_WEB__JOURNALPATH", fault, StringComparison.Ordinal);
    }

    private static WebOptions Read(out SettingsReader reader, string journalPath)
    {
        reader = new SettingsReader(
            new ConfigurationBuilder().AddInMemoryCollection([new("Web:JournalPath", journalPath)]).Build(), WebOptions.Section);
        return WebOptions.Read(reader, "web-1");
    }
}
