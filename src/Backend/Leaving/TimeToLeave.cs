using Actors.Backend.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Actors.Backend.Leaving;

/// <summary>
/// Draining and stopping the web server have limits of their own, on top of what the app gives its other services: the host's must
/// not cut either short.
/// </summary>
internal sealed class TimeToLeave(BackendSettings settings) : IPostConfigureOptions<HostOptions>
{
    public void PostConfigure(string? name, HostOptions options)
    {
        if (settings.Enabled && options.ShutdownTimeout != Timeout.InfiniteTimeSpan)
        {
            options.ShutdownTimeout += settings.LeaveTimeout + OrderlyLeave.ServerStop + OrderlyLeave.ClusterLeave;
        }
    }
}
