using Actors.HaAgent.Events;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.HaProxy;

/// <summary>
/// The version of the HAProxy that runs. Its package may be replaced below a running agent: the next reload or start brings the other
/// program, and with it what the runtime API can do (docs/adr/0008).
/// </summary>
/// <param name="first">That of the program on disk, until one runs.</param>
/// <param name="events">Gets each other one; null for nowhere.</param>
/// <param name="logger">The log; null for none.</param>
public sealed class RunningVersion(string first, IAgentEvents? events = null, ILogger<RunningVersion>? logger = null)
{
    private volatile string _text = first;

    /// <summary>What follows from it.</summary>
    public HaProxyVersion Version => HaProxyVersion.Parse(_text);

    /// <summary>What the worker that serves says of itself ("show info"); null, where it has not answered, changes nothing.</summary>
    public void Observe(string? text)
    {
        // Debian's has its own after a '-', which `haproxy -v` is read without.
        var version = text?.Split('-')[0];
        if (string.IsNullOrEmpty(version) || version == _text)
        {
            return;
        }

        logger?.LogInformation("HAProxy {Version} runs now, it was {Before}.", version, _text);
        _text = version;
        events?.Publish(new HaProxyVersionChanged(version));
    }
}
