using System.Net;
using Actors.Clustering.Settings;
using Actors.Contracts.Management;

namespace Actors.Clustering.Management;

/// <summary>What <c>PROGRAM health</c> does: it asks the node's management port, for a container's health check.</summary>
public static class HealthCommand
{
    /// <summary>The argument that asks for it.</summary>
    public const string Name = "health";

    /// <summary>The argument after it that asks only whether the program runs, in a cluster or not.</summary>
    public const string Live = "live";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>0 where the node reports that it is ready, or that it runs, else 1 and the reason on standard error.</summary>
    public static async Task<int> RunAsync(int managementPort, bool isLive, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var client = new ManagementClient(new Uri($"http://{new IPEndPoint(HostAddresses.Loopback, managementPort)}/"), null, Longest);
        try
        {
            var path = isLive ? "health/live" : "health/ready";
            var answer = await client.GetAsync(path, CancellationToken.None);
            if (answer.IsGood)
            {
                return 0;
            }

            await errors.WriteLineAsync(
                $"{client.Address}{path} answered {(int)answer.Status}: {answer.Body.Replace("\n", "; ", StringComparison.Ordinal)}");
        }
        catch (NoAnswerException error)
        {
            await errors.WriteLineAsync($"port {managementPort} does not answer: {error.Message}");
        }

        return 1;
    }
}
