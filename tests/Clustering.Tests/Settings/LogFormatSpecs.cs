using Actors.Clustering.Settings;
using Microsoft.Extensions.Configuration;

namespace Actors.Clustering.Tests.Settings;

public sealed class LogFormatSpecs
{
    [Theory]
    [InlineData("8:4711", "socket:[4711]", true)]
    [InlineData("8:4711", "socket:[4712]", false)]
    [InlineData("8:4711", "/dev/pts/0", false)]
    [InlineData("8:4711", null, false)]
    [InlineData("8:", "socket:[]", false)]
    [InlineData(null, "socket:[4711]", false)]
    public void It_is_the_journal_where_standard_output_is_the_stream_that_systemd_names(string? stream, string? file, bool isSo) =>
        Assert.Equal(isSo, LogFormats.GoesToJournal(stream, file));

    [Theory]
    [InlineData("text", LogFormat.Text)]
    [InlineData("systemd", LogFormat.Systemd)]
    [InlineData("json", LogFormat.Json)]
    [InlineData(null, LogFormat.Text)]
    public void A_setting_decides(string? setting, LogFormat format)
    {
        var reader = Reader(setting);

        Assert.Equal(format, LogFormats.Read(reader));
        Assert.Empty(reader.Faults);
    }

    [Fact]
    public void Another_one_is_refused()
    {
        var reader = Reader("xml");

        LogFormats.Read(reader);

        Assert.StartsWith("Node:LogFormat = 'xml': must be text, systemd", Assert.Single(reader.Faults), StringComparison.Ordinal);
    }

    private static SettingsReader Reader(string? setting) => new(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Node:LogFormat"] = setting }).Build(), "Node");
}
