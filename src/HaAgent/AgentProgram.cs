using Actors.Clustering;
using Actors.Clustering.Hosting;
using Actors.Clustering.Management;
using Actors.Clustering.Programs;
using Actors.Clustering.Resources;
using Actors.Clustering.Settings;
using Actors.HaAgent.Api;
using Actors.HaAgent.Certificates;
using Actors.HaAgent.Coordination;
using Actors.HaAgent.Dashboard;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Leaving;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Reporting;
using Actors.HaAgent.Settings;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent;

/// <summary>The agent: the node beside HAProxy.</summary>
public static class AgentProgram
{
    /// <summary>
    /// Runs it to its end, or what <see cref="TemplateCommand"/>, <see cref="StopHaProxyCommand"/> or <see cref="LeaveCommand"/> does. The
    /// result is the exit code.
    /// </summary>
    /// <param name="args">Its settings.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args is [TemplateCommand.Name, ..])
        {
            return await TemplateCommand.RunAsync(args[1..], Console.Out, Console.Error);
        }

        if (args is [StopHaProxyCommand.Name, ..])
        {
            return await StopHaProxyCommand.RunAsync(args[1..], Console.Error);
        }

        if (args is [LeaveCommand.Name, ..])
        {
            return await LeaveCommand.RunAsync(args[1..], Console.Out, Console.Error);
        }

        return await NodeProgram.RunAsync(NodeRoles.Ha, args, program =>
        {
            var options = HaProxyOptions.Read(program.Section(HaProxyOptions.Section)) with
            {
                LogFormat = program.LogFormat,
                PeersBind = program.Node.BindHost,
            };
            var api = ApiOptions.Read(program.Section(ApiOptions.Section), program.Node.ManagementPort, program.Node.Host);
            var history = HistoryOptions.Read(program.Section(HistoryOptions.Section));
            return () => Build(program, options, api, history);
        });
    }

    private static WebApplication Build(NodeProgram program, HaProxyOptions options, ApiOptions api, HistoryOptions history)
    {
        var name = program.Node.Name;
        var services = program.Builder.Services;
        var binary = new HaProxyBinary(options.Binary, TimeProvider.System);
        var version = HaProxyProgram.VersionAsync(binary, options.Binary, CancellationToken.None).GetAwaiter().GetResult();
        var capabilities = HaProxyVersion.Parse(version);
        HaProxyProgram.AddTo(program.Claims, options);
        if (api.Bind is { } bind)
        {
            program.Claims.Add(new PortClaim("Api:Bind", bind));
        }

        services.AddSingleton(options);
        services.AddSingleton(binary);
        services.AddSingleton<HaProxySockets>();
        services.AddSingleton<RuntimeApi>();
        services.AddSingleton<IHaProxyMaster>(provider => options.IsStartedElsewhere
            ? ActivatorUtilities.CreateInstance<MasterElsewhere>(provider)
            : ActivatorUtilities.CreateInstance<HaProxyMaster>(provider));
        services.AddSingleton<IHaProxy>(provider =>
            new ExplainedHaProxy(ActivatorUtilities.CreateInstance<HaProxyControl>(provider), options));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<NodeFiles>(provider, options.NodesPath));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<OverrideFile>(provider, program.Node.StatePath));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PeersFile>(provider, options.PeersFile));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ServicesFile>(provider, options.ServicesFile));
        services.AddSingleton(OwnPorts.Of(options, api.Bind, program.Node, HostAddresses.All()));
        services.AddSingleton<ServiceRegister>();
        services.AddSingleton<ConfigFiles>();
        services.AddSingleton<ListeningPorts>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ConfigAttempts>(provider, name));
        services.AddSingleton<ConfigSettling>();
        services.AddSingleton<CertificateFolder>();
        services.AddSingleton<CertificateStore>();
        services.AddSingleton<CertificateApi>();
        services.AddSingleton<ConfigPreparation>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DryRuns>(provider, name));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TemplateStore>(provider, program.Node.StatePath));
        services.AddSingleton(new AgentStatusBoard(AgentStatus.Starting(name, version)));
        services.AddSingleton<IAgentEvents, StatusReporter>();
        services.AddSingleton(history);
        services.AddSingleton(provider => new HistoryFile(
            program.Node.StatePath, options.RuntimePath, provider.GetRequiredService<ILogger<HistoryFile>>()));
        services.AddSingleton<ChangeHistory>();
        services.AddSingleton<WriterMemory>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RunningVersion>(provider, version));
        services.AddSingleton<BalancerLeave>();
        services.AddSingleton(provider => new AgentLife(
            name, provider.GetRequiredService<TimeProvider>().GetUtcNow(), ProductVersion.Text, options.OutlivesAgent,
            provider.GetRequiredService<IHostApplicationLifetime>().StopApplication)
        {
            IsLeaving = () => provider.GetRequiredService<BalancerLeave>().HasBegun,
        });
        services.AddHostedService<HaProxyLifetime>();
        // The host must not cut a leave short.
        services.PostConfigure<HostOptions>(host => host.ShutdownTimeout += options.LeaveNotice + options.StopTimeout);
        services.AddHostedService<RefusalLog>();
        program.Builder.AddAgentApi(name, api);
        services.AddHealthChecks().AddCheck<MemberHealthCheck>("member").AddCheck<HaProxyHealthCheck>("haproxy");
        program.AddClusterNode(new ClusterNodeSetup
        {
            Identity = IdentityOf(name, options, api),
            RoleHocon = EmbeddedText.Read(typeof(HaProxyOptions).Assembly, "agent.hocon") + BalancerLeave.Hocon(options),
            StartActors = (system, provider) => HaAgentActors.Start(system, provider, name, options),
        });

        var app = program.Builder.Build();
        app.Logger.LogInformation(
            "HAProxy {Version}: {How}", version,
            capabilities.HasDynamicServers
                ? "servers are added and deleted by its runtime API."
                : $"older than {HaProxyVersion.FirstWithDynamicServers}, so servers are added and deleted by a hitless reload; drain, "
                    + "ready and weight go by its runtime API.");
        // The page that asks for the token is no secret.
        app.MapAgentApi(path => DashboardAssets.IsAsset(path));
        app.MapManagement();
        app.MapDashboard();
        return app;
    }

    // Where its page is, whether its HAProxy serves on when it stops, and at which port that takes peers, is the same for its whole life.
    private static NodeIdentity IdentityOf(string name, HaProxyOptions options, ApiOptions api)
    {
        var identity = NodeIdentity.For(NodeRoles.Ha, name, api.Url, options.OutlivesAgent);
        return options.PeersPort == 0 ? identity : identity with { Roles = [.. identity.Roles, BalancerPeer.RoleOf(options.PeersPort)] };
    }
}
