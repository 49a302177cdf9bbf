using Actors.HaAgent.Templates;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests.Templates;

public sealed class TemplateInForceSpecs : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Before_the_first_good_one_what_is_on_disk_is_read_anew_each_time()
    {
        var templates = Open();
        OnDisk("one");
        Assert.Equal("one", templates.Read().Text);
        OnDisk("two");
        Assert.Equal("two", templates.Read().Text);
    }

    [Fact]
    public void A_good_one_is_kept_with_its_snippets_whatever_is_on_disk_and_after_a_restart()
    {
        OnDisk("one");
        Open().Keep(new KeptTemplate(new TemplateText("good", "here", new Dictionary<string, string> { ["global"] = "maxconn 1" }), Noon));
        OnDisk("two");

        var again = Open();

        Assert.Equal(
            ("good", "here", "maxconn 1", Noon),
            (again.Read().Text, again.Read().Source, again.Read().Snippets["global"], again.Kept!.Since));
    }

    [Fact]
    public void One_on_trial_comes_first_and_leaves_nothing_behind()
    {
        var templates = Open();
        templates.Keep(new KeptTemplate(Template("good"), Noon));
        templates.Try(Template("trial"));
        Assert.Equal(("trial", "good"), (templates.Read().Text, templates.Kept!.Template.Text));
        Assert.Equal("good", Open().Read().Text);

        templates.Try(null);

        Assert.Equal("good", templates.Read().Text);
    }

    [Fact]
    public void What_is_pinned_comes_before_all_with_the_snippets_of_its_time()
    {
        Open().Pin(new PinnedTemplate(new(7), "pinned", Noon) { Snippets = new Dictionary<string, string> { ["stats"] = "x" } });
        var templates = Open();
        templates.Keep(new KeptTemplate(Template("good"), Noon));
        templates.Try(Template("trial"));

        Assert.Equal(("pinned", "x"), (templates.Read().Text, templates.Read().Snippets["stats"]));

        templates.Pin(null);

        Assert.Equal("trial", templates.Read().Text);
        Assert.Equal("good", Open().Read().Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"Template":{"Text":"a","Source":"b","Snippets":null},"Since":"2026-11-25T12:00:00Z"}""")]
    [InlineData("""{"Template":{"Text":"a","Source":"b","Snippets":{"global":"backend x"}},"Since":"2026-11-25T12:00:00Z"}""")]
    public void A_file_that_is_not_whole_is_passed_over(string text)
    {
        OnDisk("one");
        Directory.CreateDirectory(_folder["state"]);
        File.WriteAllText(Path.Combine(_folder["state"], "template.json"), text);
        File.WriteAllText(Path.Combine(_folder["state"], "pinned-template.json"), text);

        Assert.Equal("one", Open().Read().Text);
    }

    private static TemplateText Template(string text) => new(text, "test", Snippets.None);

    private void OnDisk(string text) => File.WriteAllText(_folder["template.sbn"], text);

    private TemplateStore Open()
    {
        if (!File.Exists(_folder["template.sbn"]))
        {
            OnDisk("");
        }

        return new TemplateStore(
            _folder["state"], Sample.Options(("TemplatePath", _folder["template.sbn"])), NullLogger<TemplateStore>.Instance);
    }
}
