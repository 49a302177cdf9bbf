using System.Text;
using System.Text.Json.Nodes;
using Actors.Clustering.Hosting;
using Actors.Clustering.Identity;
using Actors.Clustering.Seeds;
using Actors.Clustering.Wire;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Clustering.Tests.Wire;

/// <summary>What the last release sends is read, and what is sent to it has all that it needs (tests/Releases).</summary>
public sealed class LastReleaseSpecs : TestKit
{
    private readonly ClusterMessageSerializer _serializer;

    public LastReleaseSpecs()
        : base(
            ConfigurationFactory.ParseString(
                LoopbackHocon.AtOnce
                    + "\nakka.remote.dot-netty.tcp.port = 0\nakka.remote.dot-netty.tcp.hostname = 127.0.0.1\nakka.loglevel = WARNING")
            .WithFallback(ConfigurationFactory.ParseString(EmbeddedText.Read(typeof(NodeHocon).Assembly, "cluster.hocon")))) =>
        _serializer = new ClusterMessageSerializer((ExtendedActorSystem)Sys);

    [Fact]
    public void Its_messages_are_read_and_written_with_every_field_that_it_gives_them() => Assert.All(Lines("messages.txt"), line =>
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var (manifest, json) = (line[..space], line[(space + 1)..]);

        var read = _serializer.FromBinary(Encoding.UTF8.GetBytes(json), manifest);

        Assert.Equal(manifest, _serializer.Manifest(read));
        Assert.Equal("", LastRelease.Missing(JsonNode.Parse(json)!, JsonNode.Parse(_serializer.ToBinary(read))));
    });

    [Fact]
    public void Its_nodes_are_described_as_they_were() => Assert.All(Lines("descriptions.txt"), line =>
    {
        var read = NodeDescription.TryRead(line, out var faults);

        Assert.Empty(faults);
        Assert.Equal(line, read!.ToAppVersion());
    });

    [Fact]
    public void What_its_nodes_remember_is_read_and_written_alike()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "known-members.json", "cluster-identity.json" })
        {
            folder.File(file, File.ReadAllText(LastRelease.PathOf("state", file)));
        }

        var known = new KnownMembersFile(folder.Path, NullLogger<KnownMembersFile>.Instance);
        known.Write(known.Read());
        var identity = new ClusterIdentityFile(folder.Path, "actors", NullLogger.Instance);
        identity.Adopt(ClusterIdentity.New());
        identity.Adopt(new ClusterIdentityFile(LastRelease.PathOf("state"), "actors", NullLogger.Instance).Current!);

        foreach (var file in new[] { "known-members.json", "cluster-identity.json" })
        {
            Assert.Equal(
                "",
                LastRelease.Missing(
                    JsonNode.Parse(File.ReadAllText(LastRelease.PathOf("state", file)))!,
                    JsonNode.Parse(File.ReadAllText(folder.At(file)))));
        }
    }

    private static string[] Lines(string file) => File.ReadAllLines(LastRelease.PathOf(file));
}
