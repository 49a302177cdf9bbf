using System.Net;
using Actors.Clustering.Settings;

namespace Actors.Clustering.Management;

/// <summary>What <c>PROGRAM health</c> does: it asks the node's management port, for a container's health check.</summary>
public static class HealthCommand
{
    /// <summary>The argument that asks for it.</summary>
    public const string Name = "health";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>0 where the node says that it is ready, else 1 and the reason on standard error.</summary>
    public static async Task<int> RunAsync(int managementPort, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        using var client = new HttpClient { Timeout = Longest };
        try
        {
            var url = new Uri($"http://{new IPEndPoint(HostAddresses.Loopback, managementPort)}/health/ready");
            using var answer = await client.GetAsync(url);
            if (answer.IsSuccessStatusCode)
            {
                return 0;
            }

            await errors.WriteLineAsync($"{url} answered {(int)answer.StatusCode}: {(await answer.Content.ReadAsStringAsync()).Replace("\n", "; ", StringComparison.Ordinal)}");
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            await errors.WriteLineAsync($"port {managementPort} does not answer: {error.Message}");
        }

        return 1;
    }
}
