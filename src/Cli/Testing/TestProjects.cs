namespace Actors.Cli.Testing;

/// <summary>The test projects there are, in the order in which they run.</summary>
internal static class TestProjects
{
    public const string Containers = "Containers";

    private const string EndToEnd = "EndToEnd";

    /// <summary>What tests and benchmarks share; no tests in it.</summary>
    private const string Harness = "Harness";

    /// <param name="root">The repository's.</param>
    /// <param name="containers">Also those that need a container engine.</param>
    /// <param name="onlyContainers">Nothing else.</param>
    /// <returns>Paths of project files: quick ones first, end to end after them, containers last.</returns>
    public static IReadOnlyList<string> Find(string root, bool containers, bool onlyContainers) =>
        [.. Directory.GetDirectories(Path.Combine(root, "tests"))
            .SelectMany(folder => Directory.GetFiles(folder, "*.csproj"))
            .Where(project => NameOf(project) != Harness)
            .Where(project => NameOf(project) == Containers ? containers || onlyContainers : !onlyContainers)
            .OrderBy(project => NameOf(project) switch { EndToEnd => 1, Containers => 2, _ => 0 })
            .ThenBy(NameOf, StringComparer.Ordinal)];

    public static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);
}
