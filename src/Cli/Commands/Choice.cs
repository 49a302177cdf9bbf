using System.CommandLine;
using System.CommandLine.Parsing;

namespace Actors.Cli.Commands;

/// <summary>Words of which one must be given, with an error that names them.</summary>
internal static class Choice
{
    /// <summary>The same argument, which takes these words alone.</summary>
    public static Argument<T> Among<T>(this Argument<T> argument, params string[] words)
    {
        argument.Validators.Add(result => Check(result, argument.Name, words));
        argument.CompletionSources.Add(words);
        return argument;
    }

    /// <summary>The same option, which takes these words alone.</summary>
    public static Option<T> Among<T>(this Option<T> option, params string[] words)
    {
        option.Validators.Add(result => Check(result, option.Name, words));
        option.CompletionSources.Add(words);
        return option;
    }

    private static void Check(SymbolResult result, string name, string[] words)
    {
        foreach (var token in result.Tokens.Where(token => !words.Contains(token.Value, StringComparer.Ordinal)))
        {
            result.AddError($"{name} must be {Listing.Or(words)}, not '{token.Value}'.");
        }
    }
}
