using Actors.Clustering.Management;

namespace Actors.HaAgent.Dashboard;

/// <summary>The dashboard on the agent's management port.</summary>
public static class DashboardEndpoints
{
    /// <summary>Maps <c>/</c> and the files that the page loads. They hold no secret: reading what they show is the API's to allow.</summary>
    public static void MapDashboard(this WebApplication app)
    {
        foreach (var asset in DashboardAssets.All)
        {
            app.MapManagement(HttpMethods.Get, asset.Path, http => DashboardAssets.WriteAsync(http, asset));
        }
    }
}
