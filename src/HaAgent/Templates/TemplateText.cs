using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Scriban.Runtime;

namespace Actors.HaAgent.Templates;

/// <summary>A template and the snippets that it is rendered with: one thing, that is checked, applied and kept as a whole.</summary>
/// <param name="text">The template.</param>
/// <param name="source">Where it comes from, for people and for the template's own errors.</param>
/// <param name="snippets">The snippets, see <see cref="Templates.Snippets"/>.</param>
public sealed class TemplateText(string text, string source, IReadOnlyDictionary<string, string> snippets)
{
    /// <summary>The longest template, in characters.</summary>
    public const int Longest = 1_000_000;

    private const int HashBytes = 8;

    public string Text => text;

    public string Source => source;

    public IReadOnlyDictionary<string, string> Snippets => snippets;

    /// <summary>16 hexadecimal digits: the same for the same text with the same snippets, wherever they come from.</summary>
    [JsonIgnore]
    public string Hash => field ??= HashOf();

    /// <summary>The configuration that it makes of a model, or why it makes none.</summary>
    /// <param name="model">What <see cref="ConfigModel"/> shows a template; the snippets are put into it.</param>
    public RenderResult Render(ScriptObject model)
    {
        if (Templates.Snippets.FaultOf(snippets) is { } fault)
        {
            return new RenderResult("", fault);
        }

        Templates.Snippets.AddTo(snippets, model);
        return ConfigTemplate.Render(text, source, model);
    }

    /// <summary>Whether a text can be a <see cref="Hash"/>.</summary>
    public static bool IsHash(string text) => text.Length == 2 * HashBytes && text.All(char.IsAsciiHexDigitLower);

    private string HashOf()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(text);
        foreach (var snippet in snippets.OrderBy(snippet => snippet.Key, StringComparer.Ordinal))
        {
            Add(snippet.Key);
            Add(snippet.Value);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash().AsSpan(0, HashBytes));

        // The length first, so that no two different ones make the same bytes.
        void Add(string part)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }
}
