namespace Actors.HaAgent.HaProxy;

/// <summary>Sessions in the answer to <c>show sess</c>, by the ids that <c>shutdown session</c> takes.</summary>
internal static class SessionIds
{
    /// <summary>Those of clients.</summary>
    public static string[] OfClients(string sessions) => Ids(sessions, line => !line.Contains(" fe=GLOBAL ", StringComparison.Ordinal));

    /// <summary>Those on a server.</summary>
    public static string[] OnServer(string sessions, string server)
    {
        var named = $" be={server.Replace("/", " srv=", StringComparison.Ordinal)} ";
        return Ids(sessions, line => line.Contains(named, StringComparison.Ordinal));
    }

    // "0x55d8: proto=tcpv4 src=10.0.0.9:1234 fe=in.http be=web srv=web-1 ts=..." (management guide, "show sess").
    private static string[] Ids(string sessions, Func<string, bool> isWanted) =>
    [
        .. sessions.Split('\n')
            .Where(line => line.StartsWith("0x", StringComparison.Ordinal) && isWanted(line))
            .Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]),
    ];
}
