using Xunit.Abstractions;

namespace Actors.Containers;

/// <summary>The landing tier's images: the published programs below the last lines of the Dockerfile (images.sh).</summary>
public sealed class PublishedFixture(IMessageSink sink)
    : ComposeFixture(sink, "published", "docker-compose.yml", Path.Combine("tests", "Containers", "published.yml"))
{
    public const string Collection = "published";
}

[CollectionDefinition(PublishedFixture.Collection)]
public sealed class PublishedCollection : ICollectionFixture<PublishedFixture>;

[Collection(PublishedFixture.Collection)]
public sealed class PublishedContainerSpecs(PublishedFixture fixture) : ContainerSpecs(fixture);

[Collection(PublishedFixture.Collection)]
public sealed class PublishedHaSpecs(PublishedFixture fixture) : HaSpecs(fixture);

[Collection(PublishedFixture.Collection)]
public sealed class PublishedSeedSpecs(PublishedFixture fixture) : SeedSpecs(fixture);

[Collection(PublishedFixture.Collection)]
public sealed class PublishedUserTlsSpecs(PublishedFixture fixture) : UserTlsSpecs(fixture);

[Collection(PublishedFixture.Collection)]
public sealed class PublishedWebNodeSpecs(PublishedFixture fixture) : WebNodeSpecs(fixture);
