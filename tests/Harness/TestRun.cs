using System.Globalization;

namespace Actors.Harness;

/// <summary>What the runner says of this run (tests/README.md).</summary>
public static class TestRun
{
    public const string TierVariable = "ACTORS_TEST_TIER";

    public const string SeedVariable = "ACTORS_TEST_SEED";

    /// <summary>Whether all that the landing tier leaves out is run.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable(TierVariable) == "long";

    /// <summary>What a random test is made from, which its failure names: the run's, or else a fresh one.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : Random.Shared.Next();
}
