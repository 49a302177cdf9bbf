using System.Globalization;
using Actors.Dev.Processes;

namespace Actors.Dev.Testing;

/// <summary>What every random test of a run is made from, and where it is from.</summary>
/// <param name="Value">0 or more.</param>
/// <param name="Origin">In words, for the run's output.</param>
internal sealed record TestSeed(int Value, string Origin)
{
    /// <summary>The test processes read it from this variable.</summary>
    public const string Variable = "ACTORS_TEST_SEED";

    /// <summary>As many digits of a commit's hash as fit a positive <see cref="int"/>.</summary>
    private const int Digits = 7;

    private static readonly TimeSpan GitBound = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The user's own; else the commit's for a landing, so that a failure is seen again by whoever looks at that commit; else a fresh one.
    /// </summary>
    public static async Task<TestSeed> ChooseAsync(TestRequest request, string root, CancellationToken cancellationToken)
    {
        if (request.Seed is { } own)
        {
            return new TestSeed(own, "--seed");
        }

        // What is repeated must not be the same each time.
        return request is { Tier: TestTier.Landing, Repeat: 1 } && await CommitAsync(root, cancellationToken) is { } commit
            && OfCommit(commit) is { } seed
            ? seed
            : Fresh();
    }

    /// <summary>Another one each time.</summary>
    public static TestSeed Fresh() => new(Random.Shared.Next(), "a fresh one");

    /// <summary>The seed of a commit's hash; null where the text is none.</summary>
    public static TestSeed? OfCommit(string commit) =>
        commit.Length > Digits && int.TryParse(
            commit.AsSpan(0, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new TestSeed(value, $"of commit {commit[..Digits]}")
            : null;

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"Random tests use seed {Value} ({Origin}); repeat them with --seed {Value}.");

    private static async Task<string?> CommitAsync(string root, CancellationToken cancellationToken)
    {
        try
        {
            var result = await Shell.RunAsync(["git", "rev-parse", "HEAD"], GitBound, cancellationToken, folder: root);
            return result is { ExitCode: 0, Lines: [var hash, ..] } ? hash : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No git here: the sources came as an archive.
            return null;
        }
    }
}
