using System.Net;
using Actors.Backend.Leaving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Actors.Backend.Tests;

/// <summary>A real app with a real web server; nobody is at its seed.</summary>
public sealed class HaProxyBackendSpecs
{
    [Fact]
    public async Task The_check_of_HAProxy_is_answered_ahead_of_the_app_and_users_are_the_apps()
    {
        await using var app = Make(o => { });
        app.Run(http =>
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        });
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        Assert.Equal(HttpStatusCode.OK, await HeadAsync(client, "/"));
        Assert.Equal(HttpStatusCode.Unauthorized, await HeadAsync(client, "/", "X-Forwarded-For"));
        Assert.Equal(HttpStatusCode.Unauthorized, await HeadAsync(client, "/", "X-Original-For"));
        Assert.Equal(HttpStatusCode.Unauthorized, await HeadAsync(client, "/other"));
        Assert.Equal(HttpStatusCode.Unauthorized, await HeadAsync(client, "/?q=1"));

        app.Services.GetRequiredService<Readiness>().Set(false, "closed");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HeadAsync(client, "/"));
        await app.StopAsync();
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Where_it_does_not_answer_checks_or_joins_nothing_the_app_answers_all(bool enabled, bool answers)
    {
        await using var app = Make(o => (o.Enabled, o.AnswersChecks) = (enabled, answers));
        app.Run(http => http.Response.WriteAsync("hello"));
        await app.StartAsync();
        app.Services.GetRequiredService<Readiness>().Set(false, "closed");
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        Assert.Equal(HttpStatusCode.OK, await HeadAsync(client, "/"));
        await app.StopAsync();
    }

    [Fact]
    public async Task Faults_fail_the_start_all_at_once_before_a_port_is_open()
    {
        await using var app = Make(o => (o.Weight, o.Node.Seeds) = (1000, "seed-1"));

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());

        Assert.Contains(error.Failures, fault => fault.StartsWith("HaProxyBackend:Weight = '1000'", StringComparison.Ordinal));
        Assert.Contains(error.Failures, fault => fault.StartsWith("HaProxyBackend:Node:Seeds = 'seed-1'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_host_gives_leaving_its_time_beside_what_the_app_gives_its_own_services()
    {
        var own = TimeSpan.FromSeconds(7);
        await using var app = Make(
            o => o.LeaveTimeout = TimeSpan.FromSeconds(60),
            services => services.Configure<HostOptions>(host => host.ShutdownTimeout = own));

        Assert.True(
            app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout >= own + TimeSpan.FromSeconds(60)
                + OrderlyLeave.ServerStop);
    }

    [Fact]
    public void A_second_call_is_refused()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddHaProxyBackend();

        Assert.Throws<InvalidOperationException>(() => builder.AddHaProxyBackend());
    }

    private static WebApplication Make(Action<HaProxyBackendOptions> configure, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        services?.Invoke(builder.Services);
        builder.AddHaProxyBackend(o =>
        {
            o.Node.Host = "127.0.0.1";
            o.Node.Port = 0;
            o.Node.Seeds = $"127.0.0.1:{Ports.Free()}";
            // What a test sets by hand stays.
            o.HealthEvery = TimeSpan.FromMinutes(5);
            o.LeaveTimeout = TimeSpan.FromSeconds(1);
            configure(o);
        });
        return builder.Build();
    }

    private static async Task<HttpStatusCode> HeadAsync(HttpClient client, string path, string? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));
        if (header is not null)
        {
            request.Headers.Add(header, "192.0.2.1");
        }

        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
