using System.Globalization;
using Actors.Bench.Systems;

namespace Actors.Bench.Peers;

/// <summary>
/// The app that every system of the comparison serves, ours too: a program that knows nothing of any balancer, answers what it has begun
/// when it gets SIGTERM, and never closes an idle connection by itself.
/// </summary>
internal static class PeerApp
{
    /// <summary>The words that start it.</summary>
    public static IReadOnlyList<string> Command(string host, int port, string journal) =>
    [
        "/usr/bin/env", "GRACEFUL=1", "SELF=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"WEB_PORT={port}"), $"NAME={host}",
        $"JOURNAL={journal}", "node", Path.Combine(OriginalParts.Scripts, "backend", "app.js"),
    ];

    /// <summary>Its process among those of a node.</summary>
    public static int ProcessIn(int root) =>
        ProcessTree.Of(root).Last(pid => ProcessTree.NameOf(pid) is "node" or "MainThread");
}
