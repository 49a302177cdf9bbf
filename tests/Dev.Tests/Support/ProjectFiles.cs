using System.Xml.Linq;

namespace Actors.Dev.Tests.Support;

/// <summary>
/// The files that a project is restored and built from, with those of the projects that it refers to; as its project files name them.
/// </summary>
/// <param name="root">The repository's; all paths are relative to it.</param>
internal sealed class ProjectFiles(string root)
{
    private static readonly string[] Everywhere = ["global.json", "Directory.Build.props", "Directory.Packages.props"];

    /// <summary>What <c>dotnet restore</c> reads; with <c>--locked-mode</c> the lock files too.</summary>
    public IEnumerable<string> OfRestore(string folder, bool isLocked) =>
        Everywhere.Where(Exists)
            .Concat(
                Projects(folder).SelectMany(project =>
                    (string[])[project, .. isLocked ? [Path.Combine(FolderOf(project), "packages.lock.json")] : (string[])[],
                        .. ImportsOf(project)]))
            .Distinct();

    /// <summary>What <c>dotnet publish --no-restore</c> reads besides: the projects' folders, and what they take from elsewhere.</summary>
    public IEnumerable<string> OfBuild(string folder) =>
        Projects(folder).SelectMany(project => (string[])[FolderOf(project), .. ItemsOutside(project)]).Distinct();

    /// <summary>The project of a folder and all that it refers to.</summary>
    private List<string> Projects(string folder)
    {
        var found = new List<string> { Directory.GetFiles(Path.Combine(root, folder), "*.csproj").Select(path =>
            Path.GetRelativePath(root, path)).Single() };
        for (var next = 0; next < found.Count; next++)
        {
            found.AddRange(
                Values(found[next], "ProjectReference", "Include").Select(path => Resolve(found[next], path)).Except(found).ToList());
        }

        return found;
    }

    private IEnumerable<string> ImportsOf(string file) =>
        Values(file, "Import", "Project").Select(path => Resolve(file, path))
            .SelectMany(path => (string[])[path, .. Exists(path) ? ImportsOf(path) : []]);

    /// <summary>Items of the project, and of what applies to it, that lie in no folder of a project.</summary>
    private IEnumerable<string> ItemsOutside(string project) =>
        ImportsOf(project).Append(project).Concat(Everywhere.Where(file => file.EndsWith(".props", StringComparison.Ordinal)).Where(Exists))
        .SelectMany(file =>
        Load(file).Descendants()
            .Where(element => element.Name.LocalName is not "ProjectReference" && element.Parent?.Name.LocalName == "ItemGroup")
            .SelectMany(element => ((string?)element.Attribute("Include") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
            .Where(path =>
            path.StartsWith("..", StringComparison.Ordinal) || path.StartsWith("$(MSBuildThisFileDirectory)", StringComparison.Ordinal))
            .Select(path => Resolve(path[0] == '.' ? project : file, path)))
        .Select(path => path.Split('*')[0].TrimEnd('/'));

    private IEnumerable<string> Values(string file, string element, string attribute) =>
        Load(file).Descendants().Where(found => found.Name.LocalName == element).Select(found => (string?)found.Attribute(attribute))
            .OfType<string>();

    private XDocument Load(string file) => XDocument.Load(Path.Combine(root, file));

    private bool Exists(string file) => File.Exists(Path.Combine(root, file));

    private string Resolve(string from, string path) => Path.GetRelativePath(
        root,
        Path.GetFullPath(
            Path.Combine(
                root, FolderOf(from), path.Replace('\\', '/').Replace("$(MSBuildThisFileDirectory)", "", StringComparison.Ordinal))));

    private static string FolderOf(string file) => Path.GetDirectoryName(file)!;
}
