using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Tests.Support;

/// <summary>
/// The HAProxies that are here: the system's, and a newer one (tests/newer-haproxy.sh) from <see cref="NewerVariable"/>, else
/// from where that script puts it.
/// </summary>
public static class HaProxies
{
    public const string NewerVariable = "ACTORS_HAPROXY_NEWER";
    public const string RequireVariable = "ACTORS_REQUIRE_NEWER_HAPROXY";
    public const string System = "system";
    public const string Newer = "newer";

    /// <summary>The newer one's program; null where there is none.</summary>
    public static string? NewerPath { get; } = FindNewer();

    /// <summary>All of them, by name.</summary>
    public static TheoryData<string> All => [.. Names];

    /// <summary>One that has dynamic servers; null where none has.</summary>
    public static string? Dynamic { get; } = Names.LastOrDefault(name => VersionOf(name).HasDynamicServers);

    private static string[] Names => NewerPath is null ? [System] : [System, Newer];

    /// <summary>The program of one.</summary>
    public static string PathOf(string name) =>
        name == System ? "haproxy" : NewerPath ?? throw new InvalidOperationException("there is no newer HAProxy here");

    /// <summary>Its version.</summary>
    public static HaProxyVersion VersionOf(string name) =>
        HaProxyVersion.Parse(
            new HaProxyBinary(PathOf(name), TimeProvider.System).VersionAsync(CancellationToken.None).GetAwaiter().GetResult());

    private static string? FindNewer()
    {
        if (Environment.GetEnvironmentVariable(NewerVariable) is { Length: > 0 } given)
        {
            return given;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
            {
                var path = Path.Combine(folder.FullName, ".run/haproxy/trixie/usr/sbin/haproxy");
                return File.Exists(path) ? path : null;
            }
        }

        return null;
    }
}
