using System.Collections.Immutable;
using System.Globalization;
using Actors.Clustering.Hosting;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Templates;

/// <summary>
/// The user's template and snippets on disk, else the embedded template: their one home. Read anew each time, for users change them.
/// </summary>
public static class TemplateFiles
{
    private const string Embedded = "haproxy.cfg.sbn";

    // It is looked at every second, and never changes.
    private static readonly TemplateText EmbeddedAlone = new(
        EmbeddedText.Read(typeof(TemplateFiles).Assembly, Embedded), Embedded, Snippets.None);

    /// <summary>The template that is part of this program.</summary>
    public static string ReadEmbedded() => EmbeddedAlone.Text;

    /// <summary>What is there now.</summary>
    /// <param name="options">Where.</param>
    /// <exception cref="IOException">It cannot be read, or is too large to be meant.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static TemplateText Read(HaProxyOptions options) => options is { TemplatePath: "", SnippetsPath: "" } ? EmbeddedAlone
        : options.TemplatePath.Length == 0 ? new TemplateText(ReadEmbedded(), Embedded, ReadSnippets(options.SnippetsPath))
        : new TemplateText(
            ReadBounded(options.TemplatePath, TemplateText.Longest), options.TemplatePath, ReadSnippets(options.SnippetsPath));

    private static IReadOnlyDictionary<string, string> ReadSnippets(string folder) => folder.Length == 0
        ? Snippets.None
        : Directory.EnumerateFiles(folder, "*" + Snippets.Ending)
            .Where(path => !Path.GetFileName(path).StartsWith('.'))
            .Take(Snippets.Most + 1)
            .ToImmutableSortedDictionary(
                path => Path.GetFileNameWithoutExtension(path), path => ReadBounded(path, Snippets.Longest), StringComparer.Ordinal);

    // Four bytes are the most that UTF-8 has for a character.
    private static string ReadBounded(string path, int longest) => new FileInfo(path) is { Exists: true } file && file.Length > 4L * longest
        ? throw new IOException(
            string.Create(CultureInfo.InvariantCulture, $"{path} has {file.Length} bytes, and at most {longest} characters are taken"))
        : File.ReadAllText(path) is var text && text.Length <= longest ? text
        : throw new IOException(
            string.Create(CultureInfo.InvariantCulture, $"{path} has {text.Length} characters, and at most {longest} are taken"));
}
