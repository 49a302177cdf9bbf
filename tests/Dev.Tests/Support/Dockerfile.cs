using System.Text.RegularExpressions;

namespace Actors.Dev.Tests.Support;

/// <summary>
/// Reads <c>docker/Dockerfile</c> as the engine does, as far as files go: what is copied from the context, and what its steps need of it.
/// </summary>
internal sealed partial class Dockerfile
{
    private readonly string _root;
    private readonly ProjectFiles _projects;
    private readonly List<(Regex Pattern, bool Takes)> _ignore;
    private readonly List<string> _copied = [];
    private readonly List<string> _missing = [];

    private Dockerfile(string root)
    {
        _root = root;
        _projects = new ProjectFiles(root);
        _ignore = [
            .. File.ReadLines(Path.Combine(root, ".dockerignore")).Where(line => line.Length > 0 && line[0] != '#').Select(ToPattern)];
    }

    /// <summary>What a build of the repository in that folder would miss, in words; empty where nothing.</summary>
    public static IReadOnlyList<string> MissingIn(string root)
    {
        var file = new Dockerfile(root);
        foreach (var step in Continued().Replace(File.ReadAllText(Path.Combine(root, "docker", "Dockerfile")), " ").Split('\n'))
        {
            file.Take(step);
        }

        return file._missing;
    }

    private void Take(string step)
    {
        if (step.StartsWith("COPY ", StringComparison.Ordinal))
        {
            if (!step.Contains("--from=", StringComparison.Ordinal))
            {
                Copy(step.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]);
            }

            return;
        }

        if (step.StartsWith("RUN ", StringComparison.Ordinal))
        {
            Require(
                "restoring", Restored(), project => _projects.OfRestore(project, step.Contains("--locked-mode", StringComparison.Ordinal)));
            Require("building", Published(), _projects.OfBuild);
        }

        void Require(string doing, Regex command, Func<string, IEnumerable<string>> needed) => _missing.AddRange(
            from match in command.Matches(step)
            let project = match.Groups[1].Value
            from path in needed(project)
            where !_copied.Any(copied => Covers(copied, path))
            select $"{doing} {project} needs {path}, which is not copied before");
    }

    /// <summary>The context's files keep their places in the image.</summary>
    private void Copy(string[] words)
    {
        var (sources, target) = (words[..^1], words[^1]);
        foreach (var source in sources)
        {
            var path = source.TrimEnd('/');
            if (!Path.Exists(Path.Combine(_root, path)))
            {
                _missing.Add($"COPY {source}: there is none");
            }
            else if (IsIgnored(path))
            {
                _missing.Add($"COPY {source}: .dockerignore leaves it out");
            }
            else
            {
                var place = source.EndsWith('/') || !target.EndsWith('/') ? target : target + Path.GetFileName(path);
                _copied.Add(place.TrimEnd('/').Replace("./", "", StringComparison.Ordinal));
            }
        }
    }

    /// <summary>The last line that names it, or a folder that it is in, decides.</summary>
    private bool IsIgnored(string path) => !_ignore.LastOrDefault(line => line.Pattern.IsMatch(path), (Pattern: Any(), Takes: true)).Takes;

    private static bool Covers(string copied, string path) => path == copied || path.StartsWith(copied + "/", StringComparison.Ordinal);

    private static (Regex Pattern, bool Takes) ToPattern(string line)
    {
        var glob = Regex.Escape(line.TrimStart('!').TrimEnd('/')).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        return (new Regex($"^{glob}(/|$)"), line[0] == '!');
    }

    [GeneratedRegex(@"\\\n")]
    private static partial Regex Continued();

    [GeneratedRegex(@"dotnet restore (src/\w+)")]
    private static partial Regex Restored();

    [GeneratedRegex(@"dotnet publish (src/\w+)")]
    private static partial Regex Published();

    [GeneratedRegex("")]
    private static partial Regex Any();
}
