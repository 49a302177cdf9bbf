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
        Assert.Equal(new CanaryShare("2", 10), read.For(ServiceOverride.KeyOf("shop"))!.Canary);
        Assert.Equal((AdminState.Drain, 40), (read.For("web-1")!.State, read.For("web-1")!.Weight));
        Assert.Equal(AdminState.Maintenance, read.For("web-2")!.State);
        AssertKept("orders.json");
    }

    [Fact]
    public void Its_templates()
    {
        Copy("template.json", "pinned-template.json");
        var store = new TemplateStore(_folder.Path, Sample.Options(), NullLogger<TemplateStore>.Instance);

        Assert.Equal("    maxconn 900\n", store.Kept!.Template.Snippets["global"]);
        Assert.Equal("/etc/actors/haproxy.cfg.sbn", store.Kept!.Template.Source);
        Assert.Equal(20, store.Pinned!.Revision.Number);
        store.Keep(store.Kept!);
        store.Pin(store.Pinned);

        AssertKept("template.json");
        AssertKept("pinned-template.json");
    }

    [Fact]
    public void Its_node_files()
    {
        string[] names = ["nodes/web-1.json", "nodes/web-2.json", "nodes/web-3.json"];
        Copy(names);
        var files = new NodeFiles(_folder.At("nodes"), NullLogger<NodeFiles>.Instance);

        var read = files.Read().OrderBy(server => server.Description.Name, StringComparer.Ordinal).ToList();
        Assert.All(names, name => File.Delete(_folder.At(name)));
        files.Write([.. read]);

        Assert.Equal(
            [
                ("127.0.0.41", AdminState.Drain, "/healthz"), ("127.0.0.42", AdminState.Maintenance, "/"),
                ("127.0.0.43", AdminState.Ready, "/"),
            ],
            read.Select(server => (server.Address, server.Admin, server.Description.Check.Path)));
        Assert.Equal((ServiceProtocol.Tcp, 25432), (read[2].Description.Protocol, read[2].Description.ListenPort));
        Assert.All(names, AssertKept);
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
