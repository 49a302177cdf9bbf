namespace Actors.Cli.Testing;

/// <summary>The test projects there are, in the order in which they run.</summary>
internal static class TestProjects
{
    public const string Containers = "Containers";

    private const string EndToEnd = "EndToEnd";

    /// <summary>What tests and benchmarks share; no tests in it.</summary>
    private const string Harness = "Harness";

    /// <summary>The trait of the tests of faults that take long or need root, as <c>dotnet test --filter</c> knows it.</summary>
    private const string Faults = "Kind=Faults";

    /// <param name="root">The repository's.</param>
    /// <param name="choice">Which tests are wanted.</param>
    /// <returns>Paths of project files: quick ones first, end to end after them, containers last.</returns>
    public static IReadOnlyList<string> Find(string root, TestChoice choice) =>
        [.. Directory.GetDirectories(Path.Combine(root, "tests"))
            .SelectMany(folder => Directory.GetFiles(folder, "*.csproj"))
            .Where(project => NameOf(project) != Harness)
            .Where(project => choice switch
            {
                TestChoice.OnlyContainers => NameOf(project) == Containers,
                TestChoice.OnlyFaults => NameOf(project) == EndToEnd,
                TestChoice.AlsoContainers => true,
                _ => NameOf(project) != Containers,
            })
            .OrderBy(project => NameOf(project) switch { EndToEnd => 1, Containers => 2, _ => 0 })
            .ThenBy(NameOf, StringComparer.Ordinal)];

    /// <summary>What <c>dotnet test</c> is told to run of them.</summary>
    /// <param name="choice">Which tests are wanted.</param>
    /// <param name="filter">The user's own filter, or null.</param>
    public static string FilterOf(TestChoice choice, string? filter)
    {
        var own = choice == TestChoice.OnlyFaults ? Faults : Faults.Replace("=", "!=", StringComparison.Ordinal);
        return filter is null ? own : $"({filter})&{own}";
    }

    public static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);
}
