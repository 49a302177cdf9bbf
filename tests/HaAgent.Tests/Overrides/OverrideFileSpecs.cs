using Actors.HaAgent.Events;
using Actors.HaAgent.Overrides;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests.Overrides;

public sealed class OverrideFileSpecs : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private readonly TestFolder _folder = new();

    private OverrideFile File => new(_folder["state"], NullLogger<OverrideFile>.Instance);

    private string Path => System.IO.Path.Combine(_folder["state"], OverrideFile.Name);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_read_back_what_was_taken_back_too()
    {
        var book = OverrideBook.Empty.Drain("web-1", "ann", Noon.AddTicks(1)).Maintenance("web-2", "\"bob\"", Noon)
            .Weight("web-2", 7, "bob", Noon).Weight("web-3", 0, "ann", Noon).Ready("web-4", "ann", Noon);

        File.Write(book);

        Assert.Equal(book.Last, File.Read().Last);
    }

    [Fact]
    public void An_override_for_a_service_is_read_back_and_stands_under_no_nodes_name()
    {
        var book = OverrideBook.Empty.Canary(ServiceOverride.KeyOf("web"), new CanaryShare("2", 10), "ann", Noon).Drain("web", "ann", Noon);

        File.Write(book);

        Assert.Equal(book.Last, File.Read().Last);
        Assert.Equal(["@web", "web"], File.Read().InForce.Select(entry => entry.Key));
    }

    [Theory]
    [InlineData(
        """[{"node":"web","state":null,"weight":null,"by":"ann","at":"2026-11-24T12:00:00+00:00","canary":{"version":"2","share":10}}]""")]
    [InlineData("""[{"node":"@web","state":"Drain","weight":null,"by":"ann","at":"2026-11-24T12:00:00+00:00"}]""")]
    [InlineData("""[{"node":"web","state":null,"weight":null,"by":"ann","at":"2026-11-24T12:00:00+00:00","frozen":true}]""")]
    [InlineData("""[{"node":"*","state":"Drain","weight":null,"by":"ann","at":"2026-11-24T12:00:00+00:00"}]""")]
    [InlineData("""[{"node":"*","state":"Drain","weight":null,"by":"ann","at":"2026-11-24T12:00:00+00:00","frozen":true}]""")]
    [InlineData(
        """[{"node":"@web","state":null,"weight":null,"by":"ann","at":"2026-11-24T12:00:00+00:00","canary":{"version":"2","share":101}}]""")]
    [InlineData(
        """[{"node":"@we b","state":null,"weight":null,"by":"ann","at":"2026-11-24T12:00:00+00:00","canary":{"version":"2","share":1}}]""")]
    public void An_override_that_does_not_fit_its_subject_is_ignored(string content)
    {
        Directory.CreateDirectory(_folder["state"]);
        System.IO.File.WriteAllText(Path, content);

        Assert.Empty(File.Read().Last);
    }

    [Fact]
    public void Its_form()
    {
        File.Write(OverrideBook.Empty.Drain("web-1", "ann", Noon));

        Assert.Equal(
            """[{"node":"web-1","state":"Drain","weight":null,"by":"ann","at":"2026-11-24T12:00:00+00:00"}]""",
            System.IO.File.ReadAllText(Path));
    }

    [Fact]
    public void Whose_it_is_why_and_a_freeze_are_read_back()
    {
        var ann = new Author("ann") { From = "10.0.0.7", Reason = "its \"disk\"" };
        var book = OverrideBook.Empty.Drain("web-1", ann, Noon).Freeze(true, ann, Noon);

        File.Write(book);

        Assert.Equal(book.Last, File.Read().Last);
        Assert.StartsWith(
            """[{"node":"*","state":null,"weight":null,"by":"ann","at":"2026-11-24T12:00:00+00:00","frozen":true,"from":"10.0.0.7",""",
            System.IO.File.ReadAllText(Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_file_there_are_no_overrides() => Assert.Empty(File.Read().Last);

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    public void One_that_cannot_be_read_is_set_aside(string content)
    {
        Directory.CreateDirectory(_folder["state"]);
        System.IO.File.WriteAllText(Path, content);

        Assert.Empty(File.Read().Last);
        Assert.False(System.IO.File.Exists(Path));
        Assert.Equal(content, System.IO.File.ReadAllText(Path + OverrideFile.QuarantinedEnding));
    }

    [Fact]
    public void An_override_that_is_not_valid_costs_no_other()
    {
        Directory.CreateDirectory(_folder["state"]);
        System.IO.File.WriteAllText(Path, """
            [null,
             {"node":"web 1","state":"Drain","weight":null,"by":"ann","at":"2026-11-24T12:00:00+00:00"},
             {"node":"web-2","state":"Ready","weight":null,"by":"ann","at":"2026-11-24T12:00:00+00:00"},
             {"node":"web-4","state":"OfANewerAgent","weight":null,"by":"ann","at":"2026-11-24T12:00:00+00:00"},
             {"node":"web-5"},
             {"node":"web-3","state":"Maintenance","weight":3,"by":"ann","at":"2026-11-24T12:00:00+00:00","note":"of a newer agent"}]
            """);

        Assert.Equal([KeyValuePair.Create("web-3", new NodeOverride(AdminState.Maintenance, 3, "ann", Noon))], File.Read().Last);
    }

    [Fact]
    public void Without_a_folder_overrides_are_remembered_for_the_life_of_the_process()
    {
        var file = new OverrideFile("", NullLogger<OverrideFile>.Instance);

        file.Write(OverrideBook.Empty.Drain("web-1", "ann", Noon));

        Assert.NotNull(file.Read().For("web-1"));
    }

    [Fact]
    public void A_disk_that_takes_no_overrides_costs_them_nothing_while_the_process_lives()
    {
        System.IO.File.WriteAllText(_folder["state"], "not a folder");
        var file = File;

        file.Write(OverrideBook.Empty.Drain("web-1", "ann", Noon));

        Assert.NotNull(file.Read().For("web-1"));
    }
}
