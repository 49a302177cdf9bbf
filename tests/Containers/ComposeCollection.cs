namespace Actors.Containers;

/// <summary>Everything that needs the engine and the images: one fixture for all, one test at a time.</summary>
[CollectionDefinition(Name)]
public sealed class ComposeCollection : ICollectionFixture<ComposeFixture>
{
    public const string Name = "compose";
}
