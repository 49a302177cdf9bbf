using Xunit.Abstractions;

namespace Actors.Containers;

/// <summary>
/// The landing tier's images: the published programs below the last lines of the Dockerfile (images.sh). There are two systems of them,
/// beside each other: most of a test's time is waiting.
/// </summary>
public abstract class PublishedFixture(IMessageSink sink, string project)
    : ComposeFixture(sink, project, "published", "tests/Containers/published.yml");

/// <summary>The system in which seeds and web nodes come and go.</summary>
public sealed class PublishedNodesFixture(IMessageSink sink) : PublishedFixture(sink, "actorstestnodes")
{
    public const string Collection = "published, nodes";
}

/// <summary>The system in which the balancer's container is restarted, changed and ordered about.</summary>
public sealed class PublishedHaFixture(IMessageSink sink) : PublishedFixture(sink, "actorstestha")
{
    public const string Collection = "published, ha";
}

[CollectionDefinition(PublishedNodesFixture.Collection)]
public sealed class PublishedNodesCollection : ICollectionFixture<PublishedNodesFixture>;

[CollectionDefinition(PublishedHaFixture.Collection)]
public sealed class PublishedHaCollection : ICollectionFixture<PublishedHaFixture>;

[Collection(PublishedHaFixture.Collection)]
public sealed class PublishedContainerSpecs(PublishedHaFixture fixture) : ContainerSpecs(fixture);

[Collection(PublishedHaFixture.Collection)]
public sealed class PublishedHaSpecs(PublishedHaFixture fixture) : HaSpecs(fixture);

[Collection(PublishedHaFixture.Collection)]
public sealed class PublishedUserTlsSpecs(PublishedHaFixture fixture) : UserTlsSpecs(fixture);

[Collection(PublishedNodesFixture.Collection)]
public sealed class PublishedSeedSpecs(PublishedNodesFixture fixture) : SeedSpecs(fixture);

[Collection(PublishedNodesFixture.Collection)]
public sealed class PublishedWebNodeSpecs(PublishedNodesFixture fixture) : WebNodeSpecs(fixture);
