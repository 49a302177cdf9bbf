using System.Collections.Immutable;
using System.Globalization;
using Actors.HaAgent.Planning;
using Scriban.Runtime;

namespace Actors.HaAgent.Templates;

/// <summary>
/// A user's own lines for a section of the embedded template, by the name of their file without <c>.cfg</c>. Pure: what they may
/// be, and how a template sees them (docs/templates.md).
/// </summary>
public static class Snippets
{
    /// <summary>The ending of their files.</summary>
    public const string Ending = ".cfg";

    /// <summary>The longest one, in characters.</summary>
    public const int Longest = 64_000;

    /// <summary>So many there may be.</summary>
    public const int Most = 200;

    private const string EveryService = "services";
    private const string OneService = "service-";
    private static readonly string[] Sections = ["global", "defaults", "frontend", "stats"];

    /// <summary>None at all.</summary>
    public static IReadOnlyDictionary<string, string> None { get; } = ImmutableSortedDictionary.Create<string, string>(
        StringComparer.Ordinal);

    /// <summary>Every reason why these cannot be used, one a line; null where there is none.</summary>
    public static string? FaultOf(IReadOnlyDictionary<string, string> snippets)
    {
        var faults = snippets.OrderBy(snippet => snippet.Key, StringComparer.Ordinal)
            .SelectMany(snippet => FaultsOf(snippet.Key, snippet.Value)).ToList();
        if (snippets.Count > Most)
        {
            faults.Insert(
                0, string.Create(CultureInfo.InvariantCulture, $"there are {snippets.Count} snippets, and no more than {Most} may be"));
        }

        return faults.Count == 0 ? null : string.Join('\n', faults);
    }

    /// <summary>Puts them where a template looks for them: <c>snippets.global</c> and so on, and <c>snippet</c> at each service.</summary>
    /// <param name="snippets">The snippets.</param>
    /// <param name="model">What the template sees.</param>
    public static void AddTo(IReadOnlyDictionary<string, string> snippets, ScriptObject model)
    {
        var own = new ScriptObject();
        foreach (var section in Sections)
        {
            own[section] = TextOf(section);
        }

        model["snippets"] = own;
        foreach (var service in (model["services"] as IEnumerable<object> ?? []).OfType<ScriptObject>())
        {
            service["snippet"] = TextOf(EveryService) + TextOf($"{OneService}{service["name"]}");
        }

        string TextOf(string name) =>
            snippets.GetValueOrDefault(name, "").ReplaceLineEndings("\n") is { Length: > 0 } text
                ? (text.EndsWith('\n') ? text : text + "\n")
                : "";
    }

    private static IEnumerable<string> FaultsOf(string name, string text)
    {
        if (!Sections.Contains(name) && name != EveryService && !(name.StartsWith(OneService, StringComparison.Ordinal)
            && NodeNames.IsValid(name[OneService.Length..])))
        {
            yield return $"{Printable(name)}{Ending}: there is no such snippet; there are "
                + $"{string.Join(", ", Sections.Append(EveryService).Select(known => known + Ending))} and {OneService}NAME{Ending}";
            yield break;
        }

        if (text.Length > Longest)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{name}{Ending}: it has {text.Length} characters; a snippet has at most {Longest}");
            yield break;
        }

        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (line.Any(c => char.IsControl(c) && c != '\t'))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{name}{Ending}:{number}: a control character");
            }

            // HAProxy takes quotes and backslashes off a word before it looks what it is.
            if (FirstWord(line) is { Length: > 0 } word && RenderedConfig.OpensSection(word))
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}{Ending}:{number}: '{word}' opens a section of its own, and a snippet is part of one; a template of your own "
                        + $"may have more sections");
            }
        }

        if (text.TrimEnd('\n', '\r').EndsWith('\\'))
        {
            yield return $"{name}{Ending}: its last line ends with '\\', which would take the template's next line with it";
        }
    }

    private static string FirstWord(string line) =>
        (line.Split(
            [' ', '\t', '#'],
            StringSplitOptions.None).FirstOrDefault(word => word.Length > 0) is { } word && !line.TrimStart().StartsWith('#') ? word : "")
        .Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal);

    private static string Printable(string name) => new([.. name.Take(70).Select(c => char.IsControl(c) ? '?' : c)]);
}
