using Actors.HaAgent.Applying;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests.Applying;

public sealed class NodeFilesSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    private NodeFiles Files => new(_folder["nodes"], NullLogger<NodeFiles>.Instance);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_read_back()
    {
        Files.Write([Sample.Server("web-1"), Sample.Server("web-2", "fd00::2", admin: Actors.HaAgent.Desired.AdminState.Drain), Sample.Server("web-3", admin: Actors.HaAgent.Desired.AdminState.Maintenance)]);

        Assert.Equal([Sample.Server("web-1"), Sample.Server("web-2", "fd00::2", admin: Actors.HaAgent.Desired.AdminState.Drain), Sample.Server("web-3", admin: Actors.HaAgent.Desired.AdminState.Maintenance)], Files.Read().AsEnumerable());
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
    [InlineData("{}")]
    [InlineData("""{"name":"web-2","service":"web","address":"10.0.0.2","port":3000,"weight":100,"version":"1","state":"Ready","why":""}""")]
    [InlineData("""{"name":"web-1","service":"web","address":"localhost","port":3000,"weight":100,"version":"1","state":"Ready","why":""}""")]
    [InlineData("""{"name":"web-1","service":"web","address":"10.0.0.2","port":0,"weight":100,"version":"1","state":"Ready","why":""}""")]
    [InlineData("""{"name":"web-1","service":"a b","address":"10.0.0.2","port":80,"weight":100,"version":"1","state":"Ready","why":""}""")]
    public void A_file_that_cannot_be_read_is_set_aside_and_costs_no_other(string content)
    {
        Files.Write([Sample.Server("web-1"), Sample.Server("web-3")]);
        var path = Path.Combine(_folder["nodes"], "web-1.json");
        File.WriteAllText(path, content);

        Assert.Equal([Sample.Server("web-3")], Files.Read().AsEnumerable());
        Assert.False(File.Exists(path));
        Assert.Equal(content, File.ReadAllText(path + NodeFiles.AsideEnding));
    }

    [Fact]
    public void Without_a_folder_there_are_no_nodes() => Assert.Empty(Files.Read());
}
