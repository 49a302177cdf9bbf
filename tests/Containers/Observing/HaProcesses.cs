using Actors.Containers.Engine;

namespace Actors.Containers.Observing;

/// <summary>The processes inside the ha container, read from /proc.</summary>
internal sealed class HaProcesses(Docker docker, string container)
{
    /// <summary>The agent: process 1's child of that name (a running health check is somebody else's child).</summary>
    public async Task<string> AgentAsync()
    {
        var pid = await docker.ShellAsync(container,
            "for p in /proc/[0-9]*; do case $(cat $p/stat 2>/dev/null) in *'(actors) '?' 1 '*) echo ${p#/proc/};; esac; done");
        return pid.Length > 0 ? pid : throw new CommandFailedException("no agent runs in the ha container");
    }

    /// <summary>HAProxy's master: its number and when it was started, so that a number used again is not taken for it.</summary>
    public Task<string> HaProxyAsync() =>
        docker.ShellAsync(container, "pid=$(cat /run/actors/haproxy.pid) && echo $pid started at tick $(cut -d' ' -f22 /proc/$pid/stat)");

    public Task KillAsync(string pid) => docker.ExecAsync(container, "sh", "-c", $"kill -9 {pid}");
}
