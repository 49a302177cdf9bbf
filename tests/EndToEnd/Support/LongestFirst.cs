using Xunit.Abstractions;

namespace Actors.EndToEnd.Support;

/// <summary>The order in which collections of tests begin: with those that take longest, so that the short ones fit beside them.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        AgentsSystem.Name, TwoAgentsSystem.Name, ProgramsSystem.Name, MembersSystem.Name, nameof(WalkSpecs),
        Faults.SevenNodesCollection.Name, nameof(Packages.BackendPackageSpecs),
        nameof(StartOrderSpecs), ProgramEndsSystem.Name, nameof(TwoProgramsSpecs), nameof(LastNodeSpecs), nameof(TakenAddressSpecs),
        IPv6OnlySystem.Name,
        nameof(Upgrades.UpgradeSpecs),
        nameof(IdentitySpecs), nameof(CommandSpecs),
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections
        .OrderBy(collection =>
        Array.FindIndex(Longest, name => collection.DisplayName.EndsWith(name, StringComparison.Ordinal)) is var rank and >= 0
            ? rank
            : Longest.Length)
        .ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);
}
