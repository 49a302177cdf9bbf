using System.Text.Json.Nodes;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Templates;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests;

/// <summary>What an agent of the last release has written is read, and written with every field that it has (tests/Releases).</summary>
public sealed class LastReleaseSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Its_overrides()
    {
        Copy("orders.json");
        var file = new OverrideFile(_folder.Path, NullLogger<OverrideFile>.Instance);

        var read = file.Read();
        file.Write(read);

        Assert.Equal(4, read.Last.Count);
        Assert.Equal(new CanaryShare("2", 10), read.For(ServiceOverride.KeyOf("web"))!.Canary);
        Assert.Equal((AdminState.Drain, 40), (read.For("web-1")!.State, read.For("web-1")!.Weight));
        AssertKept("orders.json");
    }

    [Fact]
    public void Its_templates()
    {
        Copy("template.json", "pinned-template.json");
        var store = new TemplateStore(_folder.Path, Sample.Options(), NullLogger<TemplateStore>.Instance);

        Assert.Equal("maxconn 1", store.Kept!.Template.Snippets["global"]);
        Assert.Equal(12, store.Pinned!.Revision.Number);
        store.Keep(store.Kept!);
        store.Pin(store.Pinned);

        AssertKept("template.json");
        AssertKept("pinned-template.json");
    }

    [Fact]
    public void Its_node_files()
    {
        Copy("nodes/web-1.json");
        var files = new NodeFiles(_folder.At("nodes"), NullLogger<NodeFiles>.Instance);

        var read = Assert.Single(files.Read());
        File.Delete(_folder.At("nodes/web-1.json"));
        files.Write([read]);

        Assert.Equal(("10.0.0.7", AdminState.Drain, "/healthz"), (read.Address, read.Admin, read.Description.Check.Path));
        AssertKept("nodes/web-1.json");
    }

    private void Copy(params string[] names)
    {
        foreach (var name in names)
        {
            _folder.File(name, File.ReadAllText(LastRelease.PathOf("state", name)));
        }
    }

    private void AssertKept(string name) => Assert.Equal(
        "",
        LastRelease.Missing(
            JsonNode.Parse(File.ReadAllText(LastRelease.PathOf("state", name)))!, JsonNode.Parse(File.ReadAllText(_folder.At(name)))));
}
