using System.Net;
using Actors.Backend;
using Actors.Backend.Leaving;
using Actors.Clustering;
using Actors.Clustering.Hosting;
using Actors.Clustering.Management;
using Actors.WebNode;
using Actors.WebNode.Demo;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Caching.Memory;

return await NodeProgram.RunAsync(NodeRoles.Web, args, program =>
{
    var web = WebOptions.Read(program.Section(WebOptions.Section), program.Node.Name);
    return () => Build(program, web);
});

static WebApplication Build(NodeProgram program, WebOptions web)
{
    var bind = IPAddress.Parse(program.Node.BindHost);
    var services = program.Builder.Services;
    services.AddSingleton(web);
    services.AddSingleton<Readiness>();
    services.AddSingleton<DemoApp>();
    services.AddSingleton(_ => new RequestJournal(web.JournalPath, program.Node.Name));
    services.AddSingleton<SessionStore>();
    services.AddSingleton<IMemoryCache>(new MemoryCache(new MemoryCacheOptions { SizeLimit = SessionStore.Most }));
    services.AddHealthChecks().AddCheck<ReadinessHealthCheck>("readiness");
    program.AddClusterNode(new ClusterNodeSetup
    {
        Identity = NodeIdentity.For(web.Describe(program.Node.Name)),
        RoleHocon = OrderlyLeave.Hocon(web.LeaveTimeout) + EmbeddedText.Read(typeof(WebOptions).Assembly, "web.hocon"),
        StartActors = (system, provider) =>
        {
            var logger = provider.GetRequiredService<ILogger<AgentLink>>();
            var link = system.ActorOf(AgentLink.CreateProps(program.Node.Name, provider.GetRequiredService<Readiness>(), logger), "agent-link");
            OrderlyLeave.Register(system, link, provider.GetRequiredService<IServer>(), web.LeaveTimeout, provider.GetRequiredService<TimeProvider>(), logger);
        },
    });
    program.Builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(bind, web.Port));

    var app = program.Builder.Build();
    app.Services.GetRequiredService<DemoApp>().Map(app);
    app.MapManagement();
    app.Lifetime.ApplicationStarted.Register(() =>
        _ = FirstRequest.SendAsync(new IPEndPoint(bind.Equals(IPAddress.Any) ? IPAddress.Loopback : bind, web.Port), app.Lifetime.ApplicationStopping));
    var readiness = app.Services.GetRequiredService<Readiness>();
    app.MapManagement(HttpMethods.Post, "/ready", async http =>
    {
        if (await http.Request.ReadFromJsonAsync(DemoJson.Default.SetReady, http.RequestAborted) is { } body)
        {
            readiness.Set(body.Ready, body.Reason ?? "");
        }
    });
    return app;
}
