using System.Text.Json;
using Actors.Cli.Commands;
using Actors.Cli.Views;
using Actors.Dev.Commands;
using Actors.Dev.Nodes;
using Actors.Dev.Tests.Support;

namespace Actors.Dev.Tests.Commands;

/// <summary>What commands of the local system print for programs: a document, and nothing else.</summary>
public sealed class JsonSpecs : IDisposable
{
    private readonly Children _children = new();
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly LocalSystem _system;

    public JsonSpecs() => _system = Records.System(_folder.Path, _output, isJson: true);

    public void Dispose()
    {
        _children.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_node_that_is_started_stopped_or_killed_says_what_is_so()
    {
        _system.Save(Records.State(Records.Web(1, _children.Sleep()), Records.Web(2, _children.Sleep())));

        await StartCommand.RunAsync(_system, "web-1", true, CancellationToken.None);
        Assert.Equal("running", Document().GetProperty("result").GetString());
        await KillCommand.RunAsync(_system, "web-1", true, CancellationToken.None);
        Assert.Equal("killed", Document().GetProperty("result").GetString());
        await KillCommand.RunAsync(_system, "web-1", true, CancellationToken.None);
        Assert.Equal("not-running", Document().GetProperty("result").GetString());
        await StopCommand.RunAsync(_system, "web-2", true, CancellationToken.None);
        var stopped = Document();
        Assert.Equal(("web-2", "stopped"), (stopped.GetProperty("node").GetString(), stopped.GetProperty("result").GetString()));
        await StopCommand.RunAsync(_system, "web-2", true, CancellationToken.None);
        Assert.Equal("web-2 does not run.", Document().GetProperty("message").GetString());
    }

    [Fact]
    public async Task The_end_of_everything_says_what_was_ended()
    {
        await DownCommand.StopEverythingAsync(_system, isJson: true);
        Assert.Empty(Document().GetProperty("ended").EnumerateArray());

        _system.Save(Records.State(Records.Web(1, _children.Sleep())));
        await DownCommand.StopEverythingAsync(_system, isJson: true);

        var ended = Assert.Single(Document().GetProperty("ended").EnumerateArray().ToArray());
        Assert.Equal(("web-1", "stopped"), (ended.GetProperty("node").GetString(), ended.GetProperty("result").GetString()));
    }

    [Fact]
    public async Task A_log_is_a_list_of_its_lines()
    {
        _system.Save(Records.State());
        var log = _system.Folder.LogOf("web-1");
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        await File.WriteAllTextAsync(log, "one\ntwo \"quoted\"\nthree\n");

        await LogsCommand.RunAsync(_system, "web-1", 2, follow: false, isJson: true, CancellationToken.None);

        Assert.Equal(["two \"quoted\"", "three"], Document().GetProperty("lines").EnumerateArray().Select(line => line.GetString()));
    }

    [Theory]
    [InlineData("start")]
    [InlineData("stop")]
    [InlineData("kill")]
    [InlineData("logs")]
    public async Task An_error_is_a_document_too(string line)
    {
        string[] words = [.. line.Split(' '), "--json"];

        Assert.NotEqual(ExitCode.Ok, await CommandLine.RunAsync(
            DevCommand.Root.Create(), words, "./actors", quiet => new Output(_output, TextWriter.Null, interactive: false, quiet)));

        Assert.NotEqual("", Document().GetProperty("error").GetProperty("message").GetString());
    }

    // One line, and nothing besides.
    private JsonElement Document()
    {
        var line = Assert.Single(_output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        _output.GetStringBuilder().Clear();
        return JsonDocument.Parse(line).RootElement;
    }
}
