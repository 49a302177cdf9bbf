using System.Net;
using System.Text.Json;
using Actors.Backend;
using Actors.Backend.Health;
using Actors.Backend.Leaving;
using Actors.Clustering;
using Actors.Clustering.Hosting;
using Actors.Clustering.Management;
using Actors.Clustering.Programs;
using Actors.Clustering.Resources;
using Actors.Clustering.Seeds;
using Actors.Contracts.Api;
using Actors.WebNode.Attaching;
using Actors.WebNode.Demo;
using Actors.WebNode.Programs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Caching.Memory;

namespace Actors.WebNode;

/// <summary>The node of a program that is served: of one that it keeps alive, of one that it is attached to, or of the demo app.</summary>
public static class WebProgram
{
    /// <summary>Runs it to its end. The result is the exit code, that of the program where it ended by itself.</summary>
    /// <param name="args">
    /// Its settings; behind <c>--</c> the program with its arguments, or <c>--attach HOST:PORT</c> for one that runs already.
    /// </param>
    public static async Task<int> RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var line = CommandLine.Split(args);
        var exit = new ProgramExit();
        var code = await NodeProgram.RunAsync(NodeRoles.Web, line.Settings, program =>
        {
            var section = program.Section(WebOptions.Section);
            var web = WebOptions.Read(section, program.Node.Name, line.Program);
            if (web.Attach is { } attach)
            {
                AttachOptions.CheckOwn(section, attach.Target, program.Node);
            }

            return () => Build(program, web, exit);
        });
        return code == 0 ? exit.Code : code;
    }

    private static WebApplication Build(NodeProgram program, WebOptions web, ProgramExit exit)
    {
        var services = program.Builder.Services;
        services.AddSingleton(web);
        services.AddSingleton<Readiness>();
        services.AddHostedService(provider => new ReadinessLog(
            program.Node.Name, provider.GetRequiredService<Readiness>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ReadinessLog>>()));
        services.AddHealthChecks().AddCheck<ReadinessHealthCheck>("readiness");
        if (web.Program is { } own)
        {
            // An earlier life that was killed has its program killed a moment later. And a program of another container on the same
            // network may be what is watched.
            program.Claims.Add(new PortClaim("Web:Port", new IPEndPoint(IPAddress.Parse(program.Node.Host), web.Served.Port))
            {
                Patience = TimeSpan.FromSeconds(3),
                IsOwn = holder => holder.IsElsewhere,
                IsOpenedByAnother = true,
            });
            services.AddProgram(own, web.Served, program.Node, exit);
        }
        else if (web.Attach is { } attach)
        {
            services.AddAttached(attach, web.Served, program.Node);
        }
        else
        {
            AddDemo(program, web);
        }

        var setup = new ClusterNodeSetup
        {
            Identity = NodeIdentity.For(web.Served.Describe(program.Node)),
            RoleHocon = OrderlyLeave.Hocon(web.LeaveTimeout),
            StartActors = (system, provider) =>
            {
                Func<CancellationToken, Task> stop = web switch
                {
                    { Program: not null } => provider.GetRequiredService<ProgramKeeper>().StopAsync,
                    // No node has started it, none stops it.
                    { Attach: not null } => _ => Task.CompletedTask,
                    _ => provider.GetRequiredService<IServer>().StopAsync,
                };
                if (!web.IsDemo)
                {
                    var node = provider.GetRequiredService<ClusterNode>();
                    var remembered = provider.GetRequiredService<KnownMembersFile>().Read();
                    system.ActorOf(
                        WaitingReport.CreateProps(
                            program.Node.Name, provider.GetRequiredService<Readiness>(), () => node.Seeds.Concat(remembered)),
                        "waiting-report");
                }

                OrderlyLeave.Start(
                    system, program.Node.Name, provider.GetRequiredService<Readiness>(), stop, web.LeaveTimeout,
                    provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<AgentLink>>());
            },
            BeforeJoin = (provider, cancellationToken) =>
            provider.GetService<ProgramReadiness>()?.UntilHealthyAsync(cancellationToken) ?? Task.CompletedTask,
        };
        program.AddClusterNode(web.Attach is { } attached ? setup.For(attached, web.Served, program.Node) : setup);

        var app = program.Builder.Build();
        app.MapManagement();
        Action<bool, string> say;
        if (web.IsDemo)
        {
            MapDemo(app, program, web);
            say = app.Services.GetRequiredService<Readiness>().Set;
        }
        else
        {
            app.Services.GetService<SignalsPassedOn>();
            say = app.Services.GetRequiredService<ProgramReadiness>().Say;
        }

        app.MapManagement(HttpMethods.Post, "/ready", async http =>
        {
            try
            {
                var body = await JsonSerializer.DeserializeAsync(
                    http.Request.Body, ContractJson.Default.ReadyRequest, http.RequestAborted) ?? throw new JsonException("it is null");
                say(body.Ready, body.Reason ?? "");
            }
            catch (JsonException error)
            {
                await Problem.WriteBadFieldAsync(
                    http, "body", $"The body must be JSON such as {{ \"ready\": false, \"reason\": \"maintenance\" }}: {error.Message}");
            }
        });
        return app;
    }

    private static void AddDemo(NodeProgram program, WebOptions web)
    {
        var services = program.Builder.Services;
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DemoApp>(provider, web.Tag));
        services.AddSingleton(_ => new RequestJournal(web.JournalPath, program.Node.Name));
        services.AddSingleton<SessionStore>();
        services.AddSingleton<IMemoryCache>(new MemoryCache(new MemoryCacheOptions { SizeLimit = SessionStore.Most }));
        var address = new IPEndPoint(IPAddress.Parse(program.Node.BindHost), web.Served.Port);
        program.Claims.Add(new PortClaim("Web:Port", address) { AddressSetting = "Node:BindHost" });
        program.Builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address));
    }

    private static void MapDemo(WebApplication app, NodeProgram program, WebOptions web)
    {
        var bind = IPAddress.Parse(program.Node.BindHost);
        app.Services.GetRequiredService<DemoApp>().Map(app);
        app.Lifetime.ApplicationStarted.Register(() =>
            _ = FirstRequest.SendAsync(
                new IPEndPoint(
                    bind.Equals(IPAddress.Any) ? IPAddress.Loopback : bind.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : bind,
                    web.Served.Port),
                app.Lifetime.ApplicationStopping));
    }
}
