namespace Actors.HaAgent.Dashboard;

/// <summary>The dashboard, wherever the agent's API is.</summary>
public static class DashboardEndpoints
{
    /// <summary>
    /// Maps <c>/</c> and the files that the page loads. They hold no secret: reading what they show is the API's to allow.
    /// </summary>
    public static void MapDashboard(this WebApplication app)
    {
        foreach (var asset in DashboardAssets.All)
        {
            // HEAD too: what looks whether a page is there asks so.
            app.MapMethods(
                asset.Path, [HttpMethods.Get, HttpMethods.Head], (HttpContext http) => DashboardAssets.WriteAsync(http, asset))
                .ExcludeFromDescription();
        }
    }
}
