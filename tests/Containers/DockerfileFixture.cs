using Xunit.Abstractions;

namespace Actors.Containers;

/// <summary>The long tier's images: what users get, built by Compose from the real Dockerfile.</summary>
public sealed class DockerfileFixture(IMessageSink sink) : ComposeFixture(sink, "actorstest", "dockerfile")
{
    public const string Collection = "dockerfile";

    /// <inheritdoc />
    protected override Task BuildAsync() => Shared.Compose.BuildAsync();
}

[CollectionDefinition(DockerfileFixture.Collection)]
public sealed class DockerfileCollection : ICollectionFixture<DockerfileFixture>;

[Trait("Tier", "Long")]
[Collection(DockerfileFixture.Collection)]
public sealed class DockerfileContainerSpecs(DockerfileFixture fixture) : ContainerSpecs(fixture);

[Trait("Tier", "Long")]
[Collection(DockerfileFixture.Collection)]
public sealed class DockerfileHaSpecs(DockerfileFixture fixture) : HaSpecs(fixture);

[Trait("Tier", "Long")]
[Collection(DockerfileFixture.Collection)]
public sealed class DockerfileSeedSpecs(DockerfileFixture fixture) : SeedSpecs(fixture)
{
    [Fact]
    public Task The_first_seed_finds_its_cluster_too_when_it_restarts() => RestartAsync("seed-1");

    [Fact]
    public Task After_both_seeds_were_killed_the_second_is_enough_too() => JoinByAsync("seed-2");
}

[Trait("Tier", "Long")]
[Collection(DockerfileFixture.Collection)]
public sealed class DockerfileUserTlsSpecs(DockerfileFixture fixture) : UserTlsSpecs(fixture);

[Trait("Tier", "Long")]
[Collection(DockerfileFixture.Collection)]
public sealed class DockerfileWebNodeSpecs(DockerfileFixture fixture) : WebNodeSpecs(fixture);
