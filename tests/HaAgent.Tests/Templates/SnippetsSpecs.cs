using System.Collections.Immutable;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Settings;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Tests.Templates;

public sealed class SnippetsSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_stands_in_its_section_and_HAProxy_takes_them_there()
    {
        Write("global", "    tune.bufsize 32768");
        Write("defaults", "    option http-ignore-probes\n");
        Write("frontend", "    http-request deny if { path /secret }\n");
        Write("stats", "    stats hide-version\n");
        Write("services", "    http-response set-header X-Every yes\n");
        Write("service-shop", "    http-response set-header X-Shop yes\r\n");

        var text = Render([Sample.Server("web-1"), Sample.Server("shop-1", "10.0.0.2", service: "shop")]);

        Assert.Equal(["tune.bufsize 32768"], In(text, "global", "tune."));
        Assert.Equal(["option http-ignore-probes"], In(text, "defaults", "option http-i"));
        Assert.Equal(["http-request deny if { path /secret }"], In(text, "frontend in.http", "http-request deny if"));
        Assert.Equal(["stats hide-version"], In(text, "frontend in.stats", "stats hide"));
        Assert.Equal(["http-response set-header X-Every yes"], In(text, "backend web", "http-response"));
        Assert.Equal(
            ["http-response set-header X-Every yes", "http-response set-header X-Shop yes"], In(text, "backend shop", "http-response"));
        Assert.Equal(["shop/shop-1", "web/web-1"], RenderedConfig.Parse(text).Servers.Keys);
        await File.WriteAllTextAsync(_folder["routes.map"], "");
        await File.WriteAllTextAsync(_folder["leaving.lst"], "");
        await File.WriteAllTextAsync(
            _folder["haproxy.cfg"],
            text.Replace(Sample.Options().RoutesMap, _folder["routes.map"], StringComparison.Ordinal)
                .Replace(Sample.Options().LeavingFile, _folder["leaving.lst"], StringComparison.Ordinal));
        Assert.Null(await new HaProxyBinary("haproxy", TimeProvider.System).CheckAsync(_folder["haproxy.cfg"], CancellationToken.None));
    }

    [Fact]
    public void None_leave_the_configuration_as_it_is_without_a_folder() =>
        Assert.Equal(Sample.Render(Sample.Options(), Sample.Desired(Sample.Server("web-1"))), Render([Sample.Server("web-1")]));

    [Theory]
    [InlineData("frontend", "backend mine", "frontend.cfg:1: 'backend' opens a section")]
    [InlineData("frontend", "# well\n\t  listen mine", "frontend.cfg:2: 'listen' opens a section")]
    [InlineData("services", "\"defaults\"", "services.cfg:1: 'defaults' opens a section")]
    [InlineData("global", "back\\end x", "global.cfg:1: 'backend' opens a section")]
    [InlineData("stats", "stats hide-version \\\n", "stats.cfg: its last line ends with '\\'")]
    [InlineData("global", "a\0b", "global.cfg:1: a control character")]
    [InlineData("fronted", "", "fronted.cfg: there is no such snippet; there are global.cfg")]
    [InlineData("service-", "", "service-.cfg: there is no such snippet")]
    public void What_would_break_the_structure_is_refused_with_its_place(string name, string text, string fault) =>
        Assert.StartsWith(fault, Snippets.FaultOf(new Dictionary<string, string> { [name] = text }), StringComparison.Ordinal);

    [Fact]
    public void They_are_bounded()
    {
        Assert.Contains(
            "at most", Snippets.FaultOf(new Dictionary<string, string> { ["global"] = new('#', Snippets.Longest + 1) }),
            StringComparison.Ordinal);
        Assert.Contains(
            "no more than", Snippets.FaultOf(Enumerable.Range(0, Snippets.Most + 1).ToDictionary(n => $"service-s{n}", _ => "")),
            StringComparison.Ordinal);
        Write("global", new string('#', (4 * Snippets.Longest) + 1));
        Assert.Contains("global.cfg has", Assert.Throws<IOException>(Read).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# backend of ours")]
    [InlineData("http-request set-header X backend")]
    [InlineData("use_backend web if { path /a }")]
    [InlineData("")]
    public void What_only_speaks_of_sections_is_taken(string text) =>
        Assert.Null(Snippets.FaultOf(new Dictionary<string, string> { ["frontend"] = text }));

    [Fact]
    public void A_template_with_refused_snippets_is_not_rendered()
    {
        Write("global", "backend mine");

        Assert.Contains(
            "opens a section", Read().Render(ConfigModel.Of("ha-1", Sample.Options(), Sample.Desired())).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_whole_files_with_their_ending_count()
    {
        Write("global", "    maxconn 1000");
        File.WriteAllText(_folder[".frontend.cfg"], "half");
        File.WriteAllText(_folder["frontend.cfg~"], "before");

        Assert.Equal(["global"], Read().Snippets.Keys);
    }

    [Fact]
    public void The_hash_is_that_of_template_and_snippets_together()
    {
        var hashes = new[]
        {
            new TemplateText("a", "here", Snippets.None),
            new TemplateText("b", "here", Snippets.None),
            new TemplateText("a", "here", new Dictionary<string, string> { ["global"] = "x" }),
            new TemplateText("a", "here", new Dictionary<string, string> { ["stats"] = "x" }),
            new TemplateText("a", "here", new Dictionary<string, string> { ["stats"] = "y" }),
        }.Select(template => template.Hash).ToImmutableHashSet();

        Assert.Equal(5, hashes.Count);
        Assert.Contains(new TemplateText("a", "there", new Dictionary<string, string>()).Hash, hashes);
    }

    private void Write(string name, string text) => File.WriteAllText(_folder[name + Snippets.Ending], text);

    private HaProxyOptions Options => Sample.Options(("SnippetsPath", _folder.Path));

    private TemplateText Read() => TemplateFiles.Read(Options);

    private string Render(Actors.HaAgent.Desired.ServerState[] servers) => Sample.Render(Options, Sample.Desired(servers));

    // The lines of a section that begin with a text, without their indent.
    private static IEnumerable<string> In(string text, string section, string begin) => text.Split('\n')
        .SkipWhile(line => line != section).Skip(1).TakeWhile(line => line.Length == 0 || char.IsWhiteSpace(line[0]))
        .Select(line => line.Trim()).Where(line => line.StartsWith(begin, StringComparison.Ordinal));
}
