using System.ComponentModel;
using System.Net;
using Actors.Clustering.Resources;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent;

/// <summary>The HAProxy that this agent is to run: its version, and what it will use alone.</summary>
public static class HaProxyProgram
{
    private const string Setting = HaProxyOptions.Section + ":Binary";

    /// <summary>The oldest version that has what the configuration and the runtime API need.</summary>
    private static readonly HaProxyVersion Oldest = new(2, 6);

    /// <summary>How long an earlier HAProxy may take to end.</summary>
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(3);

    /// <summary>The version of the program.</summary>
    /// <exception cref="StartFaultException">It cannot be run, is no HAProxy, or is too old.</exception>
    public static async Task<string> VersionAsync(HaProxyBinary binary, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(binary);
        try
        {
            var version = await binary.VersionAsync(cancellationToken);
            return WhyNot(version) is { } why ? throw Fault(why) : version;
        }
        catch (Exception error) when (error is Win32Exception or TimeoutException)
        {
            throw Fault(error is Win32Exception
                ? $"it cannot be run: {error.Message}"
                : "it did not end when it was asked for its version");
        }

        StartFaultException Fault(string why) =>
            new([StartFault.OfSetting(
                Setting, path, why,
                $"Install HAProxy {Oldest} or newer (Debian: apt-get install haproxy), or set ACTORS_HAPROXY__BINARY or --{Setting}=... to "
                    + "its path.")]);
    }

    /// <summary>Why a version will not do, of what <c>haproxy -v</c> prints; null where it will. Pure.</summary>
    public static string? WhyNot(string version) => HaProxyVersion.Parse(version) switch
    {
        { Major: 0 } => "it does not say what version it is, as HAProxy does: it is another program",
        var found when (found.Major, found.Minor).CompareTo((Oldest.Major, Oldest.Minor)) < 0 =>
        $"HAProxy {version} is too old: it needs to be {Oldest} or newer",
        _ => null,
    };

    /// <summary>What HAProxy and this agent use alone.</summary>
    public static void AddTo(StartClaims claims, HaProxyOptions options)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(options);
        claims.Add(new FolderClaim("HaProxy:RuntimePath", options.RuntimePath) { IsNeeded = true });
        claims.Add(new FolderClaim("HaProxy:NodesPath", options.NodesPath));
        claims.Add(new FolderClaim("HaProxy:ConfigPath", options.ConfigPath) { IsFile = true });
        if (options.IsStartedElsewhere)
        {
            // Its ports may be in another network, and it may hold them already.
            return;
        }

        Port("HttpPort", options.HttpBind, options.HttpPort);
        Port("StatsPort", options.StatsBind, options.StatsPort);
        if (options.PeersPort > 0)
        {
            Port("PeersPort", options.PeersBind, options.PeersPort);
        }

        // Not HttpsPort: where that is taken HTTPS is left out, and all else is served (docs/adr/0030).
        if (IPEndPoint.TryParse(options.CliBind, out var cli))
        {
            claims.Add(Claim("CliBind", cli));
        }

        void Port(string key, string bind, int port) =>
            claims.Add(Claim(key, new IPEndPoint(bind == "*" ? IPAddress.Any : IPAddress.Parse(bind), port)));

        // HAProxy lets several of its processes listen on one port: two agents would share the connections without a word.
        PortClaim Claim(string key, IPEndPoint address) => new($"{HaProxyOptions.Section}:{key}", address)
        {
            Patience = Ending,
            IsOpenedByAnother = true,
            IsOwn = new HaProxyMaster(options, TimeProvider.System).Holds,
        };
    }
}
