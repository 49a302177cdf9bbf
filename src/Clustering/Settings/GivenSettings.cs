namespace Actors.Clustering.Settings;

/// <summary>A setting as it was given.</summary>
/// <param name="Written">How it was written, such as <c>--Web:Port</c> or <c>ACTORS_WEB__PORT</c>.</param>
/// <param name="Path">The setting that it names, such as <c>Web:Port</c>; null where it is not written as a setting.</param>
/// <param name="Value">Its value; null where it has none.</param>
public sealed record GivenSetting(string Written, string? Path, string? Value);

/// <summary>The settings of a command line and of the environment, as they were written. Pure.</summary>
public static class GivenSettings
{
    // What an operator's tools and the tests of the project are told; no program of a node reads it.
    private static readonly string[] OfTools = [
        "URL", "TOKEN", "TOKEN_FILE", "BUILD", "ROOT", "NATIVE", "RUN_FOLDER", "PREPARING", "SCREENSHOTS", "CHROMIUM", "HAPROXY_NEWER"];
    private static readonly string[] BeginningsOfTools = ["TEST_", "REQUIRE_"];

    /// <summary>
    /// Reads a command line: <c>--Section:Key=value</c>, <c>--Section:Key value</c>, the same with <c>/</c>, or <c>Section:Key=value</c>.
    /// What is written otherwise has no path.
    /// </summary>
    public static IReadOnlyList<GivenSetting> OfLine(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var given = new List<GivenSetting>();
        for (var i = 0; i < args.Count; i++)
        {
            var (written, value) = args[i].IndexOf('=', StringComparison.Ordinal) is var at and >= 0
                ? (args[i][..at], args[i][(at + 1)..])
                : (args[i], null);
            var path = written.StartsWith("--", StringComparison.Ordinal)
                ? written[2..]
                : written.StartsWith('/') ? written[1..] : value is not null && !written.StartsWith('-') ? written : null;
            if (value is null && i + 1 < args.Count && written.StartsWith('-') && !args[i + 1].StartsWith('-'))
            {
                value = args[++i];
            }

            given.Add(new GivenSetting(written, path, value));
        }

        return given;
    }

    /// <summary>
    /// The variables that begin with <see cref="NodeSettings.EnvironmentPrefix"/>, but for those of tools and those that Kubernetes gives
    /// for a service.
    /// </summary>
    public static IReadOnlyList<GivenSetting> OfEnvironment(IEnumerable<KeyValuePair<string, string?>> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return
        [
            .. variables.Where(variable => variable.Key.StartsWith(NodeSettings.EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
                .Select(variable => (Name: variable.Key[NodeSettings.EnvironmentPrefix.Length..], Variable: variable))
                .Where(one => !IsOfTools(one.Name) && !IsOfKubernetes(one.Name, one.Variable.Value ?? ""))
                .OrderBy(one => one.Name, StringComparer.Ordinal)
                .Select(one =>
                new GivenSetting(one.Variable.Key, one.Name.Replace("__", ":", StringComparison.Ordinal), one.Variable.Value)),
        ];
    }

    private static bool IsOfTools(string name) =>
        OfTools.Contains(name, StringComparer.OrdinalIgnoreCase) || BeginningsOfTools.Any(
            beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

    // ACTORS_WEB_PORT=tcp://10.0.0.1:80 and its like, for a service that is named actors-web.
    private static bool IsOfKubernetes(string name, string value) => !name.Contains("__", StringComparison.Ordinal)
        && (name.EndsWith(
            "_SERVICE_HOST",
            StringComparison.Ordinal) || name.Contains("_SERVICE_PORT", StringComparison.Ordinal) || name is "SERVICE_HOST"
                || name.StartsWith("SERVICE_PORT", StringComparison.Ordinal)
            || name.Contains("_TCP", StringComparison.Ordinal) || name.Contains("_UDP", StringComparison.Ordinal)
                || value.Contains("://", StringComparison.Ordinal));
}
