using System.Text.RegularExpressions;

namespace Actors.Contracts;

/// <summary>
/// The names that nodes and services may have. They become file names, HAProxy server names and parts of runtime
/// commands, so only letters, digits, <c>_</c> and <c>-</c> pass, 1 to 63 characters, the first a letter or a digit.
/// </summary>
public static partial class NodeNames
{
    /// <summary>The rule in words, for error messages.</summary>
    public const string Rule = "1 to 63 letters, digits, '_' or '-', beginning with a letter or digit";

    /// <summary>Whether <paramref name="name"/> keeps the rule.</summary>
    public static bool IsValid(string? name) => name is not null && Pattern().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
