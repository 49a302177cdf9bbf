namespace Actors.Contracts.Management;

/// <summary>Who types the commands.</summary>
public static class OperatingUser
{
    private const int Longest = 64;

    /// <summary>Who types here; null where the system has no name for the user, as in an image without an <c>/etc/passwd</c>.</summary>
    public static string? OfThisProcess => Name(Environment.GetEnvironmentVariable, SystemName());

    /// <summary>The user's name as a header takes it; null for none.</summary>
    /// <param name="variable">The environment.</param>
    /// <param name="user">The user that the process runs as.</param>
    public static string? Name(Func<string, string?> variable, string user)
    {
        ArgumentNullException.ThrowIfNull(variable);
        ArgumentNullException.ThrowIfNull(user);
        // Behind sudo it is still the same person.
        var name = (variable("SUDO_USER") is { Length: > 0 } before ? before : user).Trim();
        return name.Length == 0 ? null : string.Concat(name.Take(Longest).Select(c => c is >= ' ' and <= '~' ? c : '?'));
    }

    private static string SystemName()
    {
        try
        {
            return Environment.UserName;
        }
        catch (IOException)
        {
            return "";
        }
    }
}
