using Actors.HaAgent.Desired;
using Actors.HaAgent.Reconciling;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests.Reconciling;

public sealed class NodeFilesSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    private NodeFiles Files => new(_folder["nodes"], NullLogger<NodeFiles>.Instance);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_read_back()
    {
        Files.Write(
            [Sample.Server("web-1"), Sample.Server(
                "web-2", "fd00::2", admin: AdminState.Drain), Sample.Server("web-3", admin: AdminState.Maintenance)]);

        Assert.Equal(
            [Sample.Server("web-1"), Sample.Server(
                "web-2", "fd00::2", admin: AdminState.Drain), Sample.Server("web-3", admin: AdminState.Maintenance)],
            Files.Read().AsEnumerable());
        Assert.Equal(["web-1.json", "web-2.json", "web-3.json"], Directory.GetFiles(_folder["nodes"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_node_that_is_gone_loses_its_file_and_half_written_ones_are_swept()
    {
        Files.Write([Sample.Server("web-1"), Sample.Server("web-2")]);
        File.WriteAllText(Path.Combine(_folder["nodes"], "web-9.json.tmp"), "{");
        File.WriteAllText(Path.Combine(_folder["nodes"], "README"), "not ours");

        Files.Write([Sample.Server("web-2")]);

        Assert.Equal(["README", "web-2.json"], Directory.GetFiles(_folder["nodes"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_that_is_right_already_is_not_touched()
    {
        Files.Write([Sample.Server("web-1")]);
        var path = Path.Combine(_folder["nodes"], "web-1.json");
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);

        Files.Write([Sample.Server("web-1"), Sample.Server("web-2")]);

        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(path));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData(
        """{"name":"web-1","name":"web-1","service":"web","address":"10.0.0.2","port":80,"weight":100,"version":"1","state":"Ready","why":""}""")]
    [InlineData(
        """{"name":"web-1","Name":"web-1","service":"web","address":"10.0.0.2","port":80,"weight":100,"version":"1","state":"Ready","why":""}""")]
    [InlineData("{}")]
    [InlineData(
        """{"name":"web-2","service":"web","address":"10.0.0.2","port":3000,"weight":100,"version":"1","state":"Ready","why":""}""")]
    [InlineData(
        """{"name":"web-1","service":"web","address":"localhost","port":3000,"weight":100,"version":"1","state":"Ready","why":""}""")]
    [InlineData("""{"name":"web-1","service":"web","address":"10.0.0.2","port":0,"weight":100,"version":"1","state":"Ready","why":""}""")]
    [InlineData("""{"name":"web-1","service":"a b","address":"10.0.0.2","port":80,"weight":100,"version":"1","state":"Ready","why":""}""")]
    [InlineData("""{"name":"web-1","service":"web","address":"10.0.0.2","weight":100,"version":"1","state":"Ready","why":""}""")]
    [InlineData(
        """{"name":"web-1","service":"web","address":"10.0.0.2","port":80,"weight":100,"version":"1","state":"Ready","why":"","check":"path=no"}""")]
    [InlineData(
        """{"name":"web-1","service":"web","address":"10.0.0.2","port":80,"weight":100,"version":"1","state":"Ready","why":"","protocol":"Tcp"}""")]
    [InlineData(
        """{"name":"web-1","service":"web","address":"10.0.0.2","port":80,"weight":100,"version":"1","state":"Ready","why":"","routes":"no"}""")]
    public void A_file_that_cannot_be_read_is_set_aside_and_costs_no_other(string content)
    {
        Files.Write([Sample.Server("web-1"), Sample.Server("web-3")]);
        var path = Path.Combine(_folder["nodes"], "web-1.json");
        File.WriteAllText(path, content);

        Assert.Equal([Sample.Server("web-3")], Files.Read().AsEnumerable());
        Assert.False(File.Exists(path));
        Assert.Equal(content, File.ReadAllText(path + NodeFiles.QuarantinedEnding));
    }

    [Fact]
    public void A_description_is_kept_whole()
    {
        ServerState[] servers =
        [
            Sample.Server("shop-1", service: "shop", weight: 7)
            .Saying(node =>
            node with { Routes = "/shop", MaxConnections = 4, Zone = "rack-7", ServesAt = "10.0.0.9",
                Check = HttpCheck.Default with { Method = "GET", Path = "/healthz" } }),
            Sample.Server("redis-1", service: "redis").Saying(node => node with { Protocol = ServiceProtocol.Tcp, ListenPort = 6379 }),
        ];

        Files.Write([.. servers]);

        Assert.Equal(servers.OrderBy(server => server.Name, StringComparer.Ordinal), Files.Read());
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","protocol":"Http","listenPort":0,"routes":"","maxConnections":0""")]
    [InlineData(""","protocol":"Http","site":"unknown here","rack":{"row":7}""")]
    public void A_file_of_an_earlier_or_later_release_is_read(string more)
    {
        Directory.CreateDirectory(_folder["nodes"]);
        File.WriteAllText(
            Path.Combine(_folder["nodes"], "web-1.json"),
            $$"""{"name":"web-1","service":"web","address":"10.0.0.1","port":3000,"weight":100,"version":"1.0.0","state":"Ready","why":""{{more}}}""");

        Assert.Equal([Sample.Server("web-1")], Files.Read().AsEnumerable());
    }

    [Fact]
    public void Without_a_folder_there_are_no_nodes() => Assert.Empty(Files.Read());
}
