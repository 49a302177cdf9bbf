using System.Diagnostics;

namespace Actors.Clustering.Programs;

/// <summary>
/// How another program is started in a session, and so in a process group, of its own: by the executable itself where it is native
/// (src/Actors/launch.c), else by a shell and setsid(1).
/// </summary>
public static class SessionLaunch
{
    // Set by the project of the executable where launch.c is in it.
    private const string Switch = "Actors.BuiltInLauncher";

    // Found by the kernel also where the file has been replaced since.
    private const string Self = "/proc/self/exe";

    // The guard is started twice removed, so that it is no child that the program might wait for. A line means that all is over, the end of
    // the pipe that we are dead.
    private const string GuardedScript = """
        exec 3<&0 </dev/null
        ( setsid sh -c 'read -r _ <&3 || kill -KILL "-$1"' sh "$$" >/dev/null 2>&1 & )
        exec 3<&-
        exec "$@"
        """;

    private const string DetachedScript = "log=$1; shift; exec setsid \"$@\" </dev/null 2>>\"$log\"";

    /// <summary>What has to be on the PATH for it; null where nothing has.</summary>
    public static string? Needs => IsBuiltIn ? null : "setsid";

    private static bool IsBuiltIn { get; } = AppContext.TryGetSwitch(Switch, out var isOn) && isOn;

    /// <summary>
    /// With a guard beside it that reads standard input: a line dismisses it, and at the end of the input it kills the program's group.
    /// </summary>
    /// <param name="command">The program and its arguments.</param>
    public static ProcessStartInfo Guarded(IReadOnlyList<string> command) => IsBuiltIn
        ? new ProcessStartInfo(Self, ["--launch-guarded", .. command])
        : new ProcessStartInfo("setsid", ["sh", "-c", GuardedScript, "sh", .. command]);

    /// <summary>With nothing that ties it to this process. What it says as errors is added to a file.</summary>
    /// <param name="log">The file.</param>
    /// <param name="command">The program and its arguments.</param>
    public static ProcessStartInfo Detached(string log, IReadOnlyList<string> command) => IsBuiltIn
        ? new ProcessStartInfo(Self, ["--launch-detached", log, .. command])
        : new ProcessStartInfo("/bin/sh", ["-c", DetachedScript, "sh", log, .. command]);
}
