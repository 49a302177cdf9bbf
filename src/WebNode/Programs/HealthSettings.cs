using Actors.Clustering.Settings;

namespace Actors.WebNode.Programs;

/// <summary>
/// Settings of section <c>Web</c> that say how the program is asked whether it is well; the agents' probe and HAProxy's check follow them.
/// </summary>
internal static class HealthSettings
{
    private const string ForHttpOnly = "is for Web:Protocol = http only; a TCP service is asked by a connection";
    private static readonly string[] Keys = ["HealthPath", "HealthMethod", "HealthHost", "HealthStatus"];

    /// <summary>How often the program is asked.</summary>
    public static TimeSpan Every(SettingsReader settings) =>
        settings.Duration("HealthEvery", TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));

    /// <summary>Reads them; what is wrong is in the reader's faults.</summary>
    /// <param name="settings">The section.</param>
    /// <param name="isHttp">Whether the program speaks HTTP.</param>
    public static HttpCheck Read(SettingsReader settings, bool isHttp)
    {
        var path = settings.Text("HealthPath", "", path => path.Length == 0 || HttpCheck.IsPath(path), HttpCheck.PathRule);
        var hasPath = path.Length > 0;
        // A path of its own is asked by GET and answers 200; without one the root is asked, and nearly any answer will do.
        var check = new HttpCheck(
            settings.Text(
                "HealthMethod", hasPath ? "GET" : HttpCheck.Default.Method, HttpCheck.Methods.Contains,
                "must be " + string.Join(", ", HttpCheck.Methods)),
            hasPath ? path : HttpCheck.Default.Path,
            settings.Text("HealthHost", HttpCheck.Default.Host, HttpCheck.IsHost, HttpCheck.HostRule),
            settings.Text("HealthStatus", hasPath ? "200" : HttpCheck.Default.Status, HttpCheck.IsStatus, HttpCheck.StatusRule),
            settings.Duration("HealthTimeout", HttpCheck.Default.Timeout, TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(1)));
        if (isHttp)
        {
            return check;
        }

        foreach (var key in Keys)
        {
            if (settings.Text(key, "") is { Length: > 0 } given)
            {
                settings.Fault(key, given, ForHttpOnly);
            }
        }

        // Of a TCP service only the timeout counts, and HAProxy has its own.
        return HttpCheck.Default with { Timeout = check.Timeout };
    }
}
