using System.Globalization;

namespace Actors.Protocols.Harness;

/// <summary>The seed of what is random in a test: a fresh one, or the one of <c>ACTORS_TEST_SEED</c>. It stands in the message of what fails.</summary>
internal static class TestSeed
{
    public static int Value { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("ACTORS_TEST_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();

    /// <summary>The same numbers each time for one seed.</summary>
    public static Random NewRandom() => new(Value);
}
