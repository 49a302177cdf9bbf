using Actors.Backend.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Actors.Backend.Health;

/// <summary>
/// Answers the check of HAProxy and the probe of its agent, <c>HEAD /</c>, ahead of the app, which may know no such path, redirect it
/// or want a password for it. What users send comes through HAProxy and says for whom, by <c>X-Forwarded-For</c>: that is the app's.
/// </summary>
internal sealed class CheckAnswer(BackendSettings settings, Readiness readiness) : IStartupFilter
{
    // Where ASP.NET Core's own middleware for forwarded headers has moved the first to.
    private static readonly string[] OfUsers = ["X-Forwarded-For", "X-Original-For"];

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (settings.Enabled && settings.AnswersChecks)
        {
            app.Use(Answer);
        }

        next(app);
    };

    private Task Answer(HttpContext http, RequestDelegate next)
    {
        if (!IsCheck(http.Request))
        {
            return next(http);
        }

        http.Response.StatusCode = readiness.State.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }

    private static bool IsCheck(HttpRequest request) =>
        HttpMethods.IsHead(request.Method) && request.Path == "/" && !request.QueryString.HasValue && !OfUsers.Any(
            request.Headers.ContainsKey);
}
