namespace Actors.Contracts;

/// <summary>
/// Whether the HAProxy of an agent serves on when the agent stops. An agent whose HAProxy does says so in its AppVersion, behind its
/// name, as <c>;onstop=keep</c>; a node or agent of 0.1.0 skips that.
/// </summary>
public static class AgentOnStop
{
    private const string Key = "onstop=";
    private const string Keep = "keep";

    /// <summary>The field of an AppVersion that says it; empty for an agent whose HAProxy ends with it.</summary>
    /// <param name="keepsHaProxy">Whether it serves on.</param>
    internal static string Field(bool keepsHaProxy) => keepsHaProxy ? AppVersionText.Escaped(Key + Keep) : "";

    /// <summary>Whether an AppVersion says that HAProxy serves on.</summary>
    /// <param name="appVersion">The AppVersion of an agent.</param>
    public static bool KeepsHaProxy(string appVersion) => AppVersionText.Said(appVersion, Key) == Keep;
}
