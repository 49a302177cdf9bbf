using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Actors.Contracts;

/// <summary>
/// How a program that speaks HTTP is asked whether it is well: by its node, by the probe of the agents, and by HAProxy's check, each in
/// the same way.
/// </summary>
/// <param name="Method"><c>GET</c>, <c>HEAD</c> or <c>OPTIONS</c>.</param>
/// <param name="Path">The path, with a query where it has one.</param>
/// <param name="Host">The <c>Host</c> header.</param>
/// <param name="Status">The status codes that mean well, as HAProxy writes them: <c>200-299,401</c> ("http-check expect status").</param>
/// <param name="Timeout">The longest that an answer may take, 0.1 s to 60 s.</param>
[JsonConverter(typeof(HttpCheckConverter))]
public sealed partial record HttpCheck(string Method, string Path, string Host, string Status, TimeSpan Timeout)
{
    /// <summary>What <see cref="Path"/> must be.</summary>
    public const string PathRule = "must be a path such as /healthz: '/', then at most 255 letters, digits and -._~/?&=%+,@!*";

    /// <summary>What <see cref="Host"/> must be.</summary>
    public const string HostRule = "must be a host name or an IP address, with :PORT where it needs one";

    /// <summary>What <see cref="Status"/> must be.</summary>
    public const string StatusRule = "must be status codes from 100 to 599 with commas between, such as 200-299,401";

    /// <summary>
    /// Without a word of the node: any page will do, and so will the answer that a program has no such page or no such method
    /// (501: Python's standard library answers HEAD with it).
    /// </summary>
    public static readonly HttpCheck Default = new("HEAD", "/", "localhost", "200-499,501", TimeSpan.FromSeconds(2));

    private const char Between = ';';
    private const int MostRanges = 20;

    /// <summary>The methods that may be used: they change nothing.</summary>
    public static readonly IReadOnlyList<string> Methods = ["GET", "HEAD", "OPTIONS"];

    /// <summary>
    /// What differs from <see cref="Default"/>, as <c>method=GET;path=/healthz</c>; empty where nothing does. One check has one spelling.
    /// </summary>
    public string Written => string.Join(Between, Fields().Where(one => one.Value != one.Default).Select(one => $"{one.Key}={one.Value}"));

    /// <summary>For people.</summary>
    public override string ToString() => $"{Method} {Path}";

    /// <summary>
    /// Reads <see cref="Written"/> back; null where it is none. Keys that are not known are skipped: a later release may have more.
    /// </summary>
    public static HttpCheck? TryParse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var check = Default;
        foreach (var field in text.Split(Between, StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = field.IndexOf('=', StringComparison.Ordinal) is var at and > 0 ? (field[..at], field[(at + 1)..]) : ("", "");
            switch (key)
            {
                case "":
                    return null;
                case "method":
                    check = check with { Method = value };
                    break;
                case "path":
                    check = check with { Path = value };
                    break;
                case "host":
                    check = check with { Host = value };
                    break;
                case "status":
                    check = check with { Status = value };
                    break;
                case "timeout":
                    check = check with
                    {
                        Timeout = int.TryParse(
                        value, NumberStyles.None, CultureInfo.InvariantCulture,
                        out var ms) ? TimeSpan.FromMilliseconds(ms) : TimeSpan.Zero
                    };
                    break;
            }
        }

        return check.IsRight ? check : null;
    }

    /// <summary>Whether <paramref name="path"/> may be one.</summary>
    public static bool IsPath(string path) => PathPattern().IsMatch(path);

    /// <summary>Whether <paramref name="host"/> may be one.</summary>
    public static bool IsHost(string host) => HostPattern().IsMatch(host);

    /// <summary>Whether <paramref name="status"/> may be one.</summary>
    public static bool IsStatus(string status) =>
        StatusPattern().IsMatch(status)
            && Ranges(status) is var ranges
            && ranges.Length <= MostRanges
            && ranges.All(range => range.First <= range.Last);

    /// <summary>Whether a status code means well.</summary>
    public bool Takes(int status) => Ranges(Status).Any(range => status >= range.First && status <= range.Last);

    private bool IsRight =>
        Methods.Contains(Method) && IsPath(Path) && IsHost(Host) && IsStatus(Status) && Timeout.TotalMilliseconds is >= 100 and <= 60_000;

    private (string Key, string Value, string Default)[] Fields() =>
    [
        ("method", Method, Default.Method),
        ("path", Path, Default.Path),
        ("host", Host, Default.Host),
        ("status", Status, Default.Status),
        ("timeout", Milliseconds(Timeout), Milliseconds(Default.Timeout)),
    ];

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private static (int First, int Last)[] Ranges(string status) =>
        [.. status.Split(',').Select(range =>
            (int.Parse(range[..3], CultureInfo.InvariantCulture), int.Parse(range[^3..], CultureInfo.InvariantCulture)))];

    // Nothing in them needs quoting in HAProxy's configuration.
    [GeneratedRegex(@"\A/[A-Za-z0-9._~/?&=%+,@!*-]{0,255}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PathPattern();

    [GeneratedRegex(
        @"\A([A-Za-z0-9]([A-Za-z0-9._-]{0,252}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostPattern();

    [GeneratedRegex(@"\A[1-5][0-9]{2}(-[1-5][0-9]{2})?(,[1-5][0-9]{2}(-[1-5][0-9]{2})?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex StatusPattern();
}
