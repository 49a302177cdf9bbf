using System.Globalization;
using System.Text.RegularExpressions;

namespace Actors.Contracts;

/// <summary>
/// The spelling of what stands in an AppVersion, of which Akka takes two dots at most, and a version that begins with numbers.
/// </summary>
internal static partial class AppVersionText
{
    private const char BeforeFields = '+';
    private const char Between = ';';
    private const char ForDot = ':';
    private const string NoNumbers = "0-:";

    /// <summary>A version with fields behind it.</summary>
    public static string Of(string version, params IEnumerable<string> fields) =>
        Spelt(version) + BeforeFields + string.Join(Between, fields);

    /// <summary>
    /// The version and the fields; null where there are no fields. A version may have a '+' of its own; what follows the last one never
    /// has.
    /// </summary>
    public static (string Version, string[] Fields)? Parts(string appVersion) => appVersion.LastIndexOf(BeforeFields) is var plus and >= 0
        ? (Unspelt(appVersion[..plus]), appVersion[(plus + 1)..].Split(Between))
        : null;

    /// <summary>
    /// What a member that has no description says behind its name under a key; null for nothing. Of a web node only its description
    /// is read.
    /// </summary>
    /// <param name="appVersion">Its AppVersion.</param>
    /// <param name="key">The key, with its '='.</param>
    public static string? Said(string appVersion, string key) =>
        Parts(appVersion) is (_, [_, .. var more])
        && more.FirstOrDefault(field => field.StartsWith(key, StringComparison.Ordinal)) is { } said
            ? Unescaped(said)[key.Length..]
            : null;

    /// <summary>A text without dots of its own.</summary>
    public static string Undotted(string text) => text.Replace('.', ForDot);

    /// <summary>Such a text read back; null where it has dots.</summary>
    public static string? Dotted(string text) => text.Contains('.', StringComparison.Ordinal) ? null : text.Replace(ForDot, '.');

    /// <summary>A text in which '+' and ':', which have a meaning of their own here, are escaped.</summary>
    public static string Escaped(string text) => Undotted(text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("+", "%2B", StringComparison.Ordinal)
        .Replace(":", "%3A", StringComparison.Ordinal));

    /// <summary>Such a text read back.</summary>
    public static string Unescaped(string text) => text.Replace(ForDot, '.')
        .Replace("%3A", ":", StringComparison.Ordinal)
        .Replace("%2B", "+", StringComparison.Ordinal)
        .Replace("%25", "%", StringComparison.Ordinal);

    /// <summary>A number.</summary>
    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// A number read back, of digits only and without a leading zero: one number has one spelling. Null where it is none.
    /// </summary>
    public static int? Number(string text) =>
        text.Length is > 0 and <= 5 && text.All(char.IsAsciiDigit) && (text == "0" || text[0] != '0')
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;

    // What Akka cannot read as up to three numbers stands behind a version that it can.
    private static string Spelt(string version)
    {
        var numbers = NumbersPattern().Match(version).Length;
        return numbers > 0 ? version[..numbers] + Undotted(version[numbers..]) : NoNumbers + Undotted(version);
    }

    private static string Unspelt(string version) =>
        (version.StartsWith(NoNumbers, StringComparison.Ordinal) ? version[NoNumbers.Length..] : version).Replace(ForDot, '.');

    [GeneratedRegex(@"\A[0-9]{1,9}(\.[0-9]{1,9}){0,2}(?=\z|[-+])", RegexOptions.CultureInvariant)]
    private static partial Regex NumbersPattern();
}
