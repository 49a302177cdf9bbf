using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Actors.Clustering.Settings;

namespace Actors.HaAgent.Settings;

/// <summary>
/// Who may see HAProxy's stats page. Its password is known only as a hash of crypt(3), which HAProxy checks (configuration manual, 12.4
/// "userlist").
/// </summary>
/// <param name="Name">The user's name.</param>
/// <param name="Hash">The hash, of SHA-256 (<c>$5$</c>) or SHA-512 (<c>$6$</c>), as <c>openssl passwd -6</c> makes it.</param>
public sealed partial record StatsUser(string Name, string Hash)
{
    private const string Rule = "must be a file with a line NAME:HASH for each user, where `openssl passwd -6` makes HASH";

    /// <summary>Reads the file that a setting names; no user where it names none. What is wrong is in the reader's faults.</summary>
    public static ImmutableArray<StatsUser> Read(SettingsReader settings, string key)
    {
        var path = settings.Text(key, "", path => path.Length == 0 || File.Exists(path), "there is no such file");
        if (path.Length == 0 || !File.Exists(path))
        {
            return [];
        }

        try
        {
            var lines = File.ReadAllLines(path).Where(line => line.Length > 0).ToList();
            var users = lines.Select(TryParse).OfType<StatsUser>().ToImmutableArray();
            // The line itself is a secret: only its number is told.
            if (lines.Count == 0 || users.Length < lines.Count)
            {
                settings.Fault(key, path, lines.Count == 0 ? Rule : $"line {lines.FindIndex(line => TryParse(line) is null) + 1}: {Rule}");
            }

            return users;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            settings.Fault(key, path, $"cannot be read: {error.Message}");
            return [];
        }
    }

    /// <summary>Reads <c>NAME:HASH</c>; null where it is not one.</summary>
    public static StatsUser? TryParse(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && NodeNames.IsValid(line[..colon]) && Crypt().IsMatch(line[(colon + 1)..])
            ? new StatsUser(line[..colon], line[(colon + 1)..])
            : null;
    }

    // Nothing of it needs quoting in the configuration.
    [GeneratedRegex(@"\A\$[56]\$(rounds=[0-9]{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{43,86}\z")]
    private static partial Regex Crypt();
}
