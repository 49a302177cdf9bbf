namespace Actors.Dev.Testing;

/// <summary>The test projects there are.</summary>
internal static class TestProjects
{
    public const string Containers = "Containers";

    public const string EndToEnd = "EndToEnd";

    /// <summary>What tests and benchmarks share, and the program of <c>./actors walk</c>; no tests in them.</summary>
    private static readonly string[] Others = ["Harness", "Walk"];

    /// <summary>They take longest, so they start first; the first has a lane of its own.</summary>
    private static readonly string[] First = [EndToEnd, "HaAgent.Tests", "Protocols", "Clustering.Tests"];

    /// <summary>They wait for the executable, so they start last.</summary>
    private static readonly string[] Last = ["Dashboard", Containers];

    /// <param name="root">The repository's.</param>
    /// <param name="only">Names of projects; empty for all.</param>
    /// <returns>Paths of project files, in the order in which they are started.</returns>
    /// <exception cref="CommandFailed">There is no project of a name in <paramref name="only"/>.</exception>
    public static IReadOnlyList<string> Find(string root, IReadOnlyCollection<string> only)
    {
        var all = Directory.GetDirectories(Path.Combine(root, "tests"))
            .SelectMany(folder => Directory.GetFiles(folder, "*.csproj"))
            .Where(project => !Others.Contains(NameOf(project)))
            .OrderBy(project => Rank(NameOf(project)))
            .ThenBy(NameOf, StringComparer.Ordinal)
            .ToList();
        var unknown = only.Except(all.Select(NameOf), StringComparer.Ordinal).FirstOrDefault();
        return unknown is null
            ? [.. all.Where(project => only.Count == 0 || only.Contains(NameOf(project)))]
            : throw new CommandFailed(
                ExitCode.Usage, $"--only: there is no test project '{unknown}'.", "There are: " + string.Join(", ", all.Select(NameOf)));
    }

    /// <summary>Whether a project starts the programs as they are published.</summary>
    /// <param name="project">Path of its project file.</param>
    public static bool TakesExecutable(string project) => NameOf(project) is EndToEnd || Last.Contains(NameOf(project));

    public static bool IsContainers(string project) => NameOf(project) == Containers;

    public static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    /// <summary>What the build of the solution has made of a project.</summary>
    /// <param name="project">Path of its project file.</param>
    public static string AssemblyOf(string project) =>
        Path.Combine(Path.GetDirectoryName(project)!, "bin", "Release", "net10.0", $"{NameOf(project)}.dll");

    private static int Rank(string name) => Array.IndexOf(First, name) switch
    {
        >= 0 and var rank => rank,
        _ => First.Length + 1 + Array.IndexOf(Last, name),
    };
}
