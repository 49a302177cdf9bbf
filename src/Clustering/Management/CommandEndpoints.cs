using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Clustering.Management;

/// <summary>Endpoints that change something: only a client with the token is served.</summary>
public static class CommandEndpoints
{
    /// <summary>Maps a POST on the management port, with the check of the token in front of <paramref name="handler"/>.</summary>
    public static void MapCommand(this WebApplication app, string path, RequestDelegate handler)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(handler);
        var token = app.Services.GetRequiredService<ApiToken>();
        app.MapManagement(HttpMethods.Post, path, http => token.IsPresented(http.Request) ? handler(http) : token.RefuseAsync(http));
    }
}
