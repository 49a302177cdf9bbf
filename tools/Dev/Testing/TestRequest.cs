using System.Collections.Immutable;

namespace Actors.Dev.Testing;

/// <summary>What the user wants tested.</summary>
/// <param name="Tier">How much.</param>
/// <param name="Only">Names of test projects, such as EndToEnd; empty for all.</param>
/// <param name="Filter">As in <c>dotnet test --filter</c>; null for every test of the tier.</param>
/// <param name="Seed">What random tests are made from; null for the tier's own choice.</param>
/// <param name="Repeat">How often, 1 or more. A test that is repeated has to pass each time.</param>
/// <param name="InstallsEngine">Whether a container engine is installed where there is none.</param>
internal sealed record TestRequest(TestTier Tier, ImmutableArray<string> Only, string? Filter, int? Seed, int Repeat, bool InstallsEngine)
{
    /// <summary>What <c>dotnet test --filter</c> is given.</summary>
    /// <param name="isRoot">Whether tests that need root can run.</param>
    public string FilterFor(bool isRoot)
    {
        var tier = Tier == TestTier.Landing ? "Tier!=Long" : "(Tier=Long|Versions=Each)";
        var filter = isRoot ? tier : $"{tier}&Needs!=Root";
        return Filter is null ? filter : $"({Filter})&{filter}";
    }
}
