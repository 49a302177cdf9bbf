namespace Actors.Clustering.Resources;

/// <summary>The user that this process is, for messages.</summary>
public static class ProcessUser
{
    /// <summary>Its name; <c>#1654</c> where the system has none for it, as in a container without an <c>/etc/passwd</c>.</summary>
    public static string Name => NameOf(() => Environment.UserName, Environment.ProcessId);

    /// <param name="name">Gives the system's name for the user, or fails.</param>
    /// <param name="process">A process of that user.</param>
    internal static string NameOf(Func<string> name, int process)
    {
        try
        {
            if (name() is { Length: > 0 } known)
            {
                return known;
            }
        }
        catch (IOException)
        {
            // No /etc/passwd.
        }

        return $"#{PortHolder.UserOf(process)}";
    }
}
