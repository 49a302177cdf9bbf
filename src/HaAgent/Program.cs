using Actors.Clustering;
using Actors.Clustering.Hosting;
using Actors.Clustering.Management;
using Actors.HaAgent;
using Actors.HaAgent.Applying;
using Actors.HaAgent.Dashboard;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Reporting;

return await NodeProgram.RunAsync(NodeRoles.Ha, args, program =>
{
    var options = HaProxyOptions.Read(program.Section(HaProxyOptions.Section));
    return () => Build(program, options);
});

static WebApplication Build(NodeProgram program, HaProxyOptions options)
{
    var name = program.Node.Name;
    var services = program.Builder.Services;
    var binary = new HaProxyBinary(options.Binary, TimeProvider.System);
    var version = binary.VersionAsync(CancellationToken.None).GetAwaiter().GetResult();
    var capabilities = HaProxyVersion.Parse(version);
    services.AddSingleton(options);
    services.AddSingleton(binary);
    services.AddSingleton<HaProxyMaster>();
    services.AddSingleton<HaProxySockets>();
    services.AddSingleton<RuntimeApi>();
    services.AddSingleton<IHaProxy>(provider => ActivatorUtilities.CreateInstance<HaProxyControl>(provider, capabilities));
    services.AddSingleton(provider => ActivatorUtilities.CreateInstance<NodeFiles>(provider, options.NodesPath));
    services.AddSingleton<ConfigFiles>();
    services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ConfigPreparation>(provider, name, capabilities));
    services.AddSingleton(new AgentStatusBoard(AgentStatus.Starting(name, version)));
    services.AddHostedService<HaProxyLifetime>();
    services.AddHealthChecks().AddCheck<MemberHealthCheck>("member").AddCheck<HaProxyHealthCheck>("haproxy");
    program.AddClusterNode(new ClusterNodeSetup
    {
        Identity = NodeIdentity.For(NodeRoles.Ha, name),
        RoleHocon = EmbeddedText.Read(typeof(HaProxyOptions).Assembly, "ha.hocon"),
        StartActors = (system, provider) => HaAgentActors.Start(system, provider, name, options),
    });

    var app = program.Builder.Build();
    app.Logger.LogInformation(
        "HAProxy {Version}: {How}", version,
        capabilities.HasDynamicServers
            ? "servers are added and deleted by its runtime API."
            : $"older than {HaProxyVersion.FirstWithDynamicServers}, so servers are added and deleted by a hitless reload; drain, ready and weight go by its runtime API.");
    app.MapManagement();
    var board = app.Services.GetRequiredService<AgentStatusBoard>();
    app.MapManagement(HttpMethods.Get, "/api/status", http => http.Response.WriteAsJsonAsync(board.Current, AgentStatusJson.Readable.AgentStatus));
    app.MapManagement(HttpMethods.Get, "/api/changes", http => http.Response.WriteAsJsonAsync(board.Current.Changes, AgentStatusJson.Readable.ImmutableListChangeReport));
    MapFreeze(app, "/api/freeze", frozen: true);
    MapFreeze(app, "/api/thaw", frozen: false);
    app.MapDashboard();
    return app;
}

static void MapFreeze(WebApplication app, string path, bool frozen)
{
    var node = app.Services.GetRequiredService<ClusterNode>();
    app.MapManagement(HttpMethods.Post, path, http =>
    {
        if (node.System is { } system)
        {
            HaAgentActors.Writer(system).Tell(new ConfigWriter.FreezeOrder(frozen));
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }

        return Task.CompletedTask;
    });
}
