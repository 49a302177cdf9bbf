using Actors.Clustering;
using Actors.Clustering.Hosting;
using Actors.Clustering.Management;
using Actors.Clustering.Programs;

return await NodeProgram.RunAsync(NodeRoles.Seed, args, program => () =>
{
    program.AddClusterNode(new ClusterNodeSetup
    {
        Identity = NodeIdentity.For(NodeRoles.Seed, program.Node.Name),
        RoleHocon = EmbeddedText.Read(typeof(Program).Assembly, "seed.hocon"),
    });
    program.Builder.Services.AddHealthChecks().AddCheck<MemberHealthCheck>("member");
    var app = program.Builder.Build();
    app.MapManagement();
    return app;
});
