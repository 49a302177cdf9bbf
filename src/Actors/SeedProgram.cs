using Actors.Clustering;
using Actors.Clustering.Hosting;
using Actors.Clustering.Management;
using Actors.Clustering.Programs;

namespace Actors;

/// <summary>A seed: a member of the cluster that serves nothing, where others join.</summary>
internal static class SeedProgram
{
    /// <summary>Runs it to its end. The result is the exit code.</summary>
    /// <param name="args">Its settings.</param>
    public static Task<int> RunAsync(string[] args) => NodeProgram.RunAsync(NodeRoles.Seed, args, program => () =>
    {
        program.AddClusterNode(new ClusterNodeSetup
        {
            Identity = NodeIdentity.For(NodeRoles.Seed, program.Node.Name),
            RoleHocon = EmbeddedText.Read(typeof(SeedProgram).Assembly, "seed.hocon"),
        });
        program.Builder.Services.AddHealthChecks().AddCheck<MemberHealthCheck>("member");
        var app = program.Builder.Build();
        app.MapManagement();
        return app;
    });
}
