using System.Globalization;
using System.Text.RegularExpressions;

namespace Actors.Architecture;

/// <summary>Lines of code are at most 140 columns, as <c>.editorconfig</c> says; files of src hold one idea.</summary>
public sealed partial class LinesSpecs
{
    private const int FilesOfSource = 250;
    private const int UsualFile = 150;

    /// <summary>Of a hundred files of src, so many may be longer than the usual one.</summary>
    private const int Longer = 3;

    private static readonly string Root = Harness.Repository.PathOf();
    private static readonly string[] Folders = ["src", "tools", "tests", "bench", "samples"];

    [Fact]
    public void No_line_is_longer_than_the_editors_settings_say()
    {
        var longest = int.Parse(
            LongestLine().Match(File.ReadAllText(Path.Combine(Root, ".editorconfig"))).Groups[1].Value, CultureInfo.InvariantCulture);
        var files = Sources(Folders, "*.cs", "*.js");
        Assert.NotEmpty(files);
        Assert.Equal("", string.Join('\n', files.SelectMany(file => TooLong(file, longest))));
    }

    [Fact]
    public void No_file_of_src_is_longer_than_250_lines_and_three_of_a_hundred_longer_than_150()
    {
        var sizes = Sources(["src"], "*.cs").Select(file => (File: file, Lines: File.ReadLines(file).Count())).ToList();
        Assert.NotEmpty(sizes);
        Assert.Equal("", string.Join('\n', sizes.Where(size => size.Lines > FilesOfSource)));

        var longer = sizes.Where(size => size.Lines > UsualFile).ToList();
        Assert.True(longer.Count * 100 <= sizes.Count * Longer, string.Join('\n', longer.OrderBy(size => -size.Lines)));
    }

    private static List<string> Sources(string[] folders, params string[] patterns) =>
        [.. folders.SelectMany(folder => patterns.SelectMany(pattern =>
                Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)))
            .Where(file => !Built().IsMatch(file)).Order(StringComparer.Ordinal)];

    /// <summary>A raw string is what it is: its lines are those of a file or an answer.</summary>
    private static IEnumerable<string> TooLong(string file, int longest)
    {
        var isRaw = false;
        foreach (var (number, line) in File.ReadLines(file).Index())
        {
            var wasRaw = isRaw;
            isRaw ^= RawQuotes().Count(line) % 2 == 1;
            if (line.Length > longest && !wasRaw && !RawQuotes().IsMatch(line))
            {
                yield return $"{Path.GetRelativePath(Root, file)}:{number + 1} has {line.Length} columns";
            }
        }
    }

    [GeneratedRegex(@"^max_line_length = (\d+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex LongestLine();

    [GeneratedRegex("[/\\\\](bin|obj)[/\\\\]", RegexOptions.CultureInvariant)]
    private static partial Regex Built();

    [GeneratedRegex("\"{3,}", RegexOptions.CultureInvariant)]
    private static partial Regex RawQuotes();
}
