using System.Text;

namespace Actors.WebNode.Programs;

/// <summary>
/// A command as a user writes it in a setting, as words: split at spaces, held together by <c>'...'</c> (all as it stands) or
/// <c>"..."</c> (where <c>\"</c> and <c>\\</c> stand for the second of the two). There is no shell: no variables, no pipes. Pure.
/// </summary>
public static class CommandWords
{
    /// <summary>What a text must be.</summary>
    public const string Rule = "a program and its arguments, split at spaces, with '...' or \"...\" around what holds spaces";

    /// <summary>The words; null where a quote is not closed.</summary>
    public static IReadOnlyList<string>? TrySplit(string text)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        char? quote = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == quote)
            {
                quote = null;
            }
            else if (quote is '"' && c == '\\' && i + 1 < text.Length && (text[i + 1] is '"' or '\\'))
            {
                word!.Append(text[++i]);
            }
            else if (quote is not null)
            {
                word!.Append(c);
            }
            else if (char.IsWhiteSpace(c))
            {
                Close();
            }
            else if (c is '\'' or '"')
            {
                quote = c;
                word ??= new StringBuilder();
            }
            else
            {
                (word ??= new StringBuilder()).Append(c);
            }
        }

        Close();
        return quote is null ? words : null;

        void Close()
        {
            if (word is not null)
            {
                words.Add(word.ToString());
                word = null;
            }
        }
    }
}
