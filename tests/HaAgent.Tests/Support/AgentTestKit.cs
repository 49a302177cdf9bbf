using System.Collections.Immutable;
using System.Globalization;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Reporting;
using Actors.HaAgent.Settings;
using Actors.HaAgent.Templates;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests.Support;

/// <summary>What tests of the agent's actors share: a folder, options in it, a status board.</summary>
public abstract class AgentTestKit : QuickTestKit
{
    protected AgentTestKit()
        : base("akka.loglevel = WARNING") => Options = Sample.Options(
            ("ConfigPath", Folder["haproxy.cfg"]), ("NodesPath", Folder["nodes"]), ("RuntimePath", Folder["run"]),
            ("TemplatePath", WriteTemplate(EmbeddedTemplate)),
            ("HttpBind", "127.0.0.1"), ("HttpPort", Ports.Free().ToString(CultureInfo.InvariantCulture)),
            ("StatsBind", "127.0.0.1"), ("StatsPort", Ports.Free().ToString(CultureInfo.InvariantCulture)));

    protected TestFolder Folder { get; } = new();

    protected HaProxyOptions Options { get; set; }

    protected AgentStatusBoard Board { get; } = new(AgentStatus.Starting("ha-1", "2.6"));

    protected IAgentEvents Events => field ??= new StatusReporter(Board);

    protected ChangeHistory History => field ??= Histories.InMemory(Events);

    protected WriterMemory Memory { get; } = new();

    protected TemplateStore Templates
    {
        get => field ??= new(Folder["state"], Options, NullLogger<TemplateStore>.Instance);
        set;
    }

    /// <summary>Those of the writer that was started last.</summary>
    protected DryRuns DryRuns { get; private set; } = null!;

    protected static string EmbeddedTemplate => TemplateFiles.ReadEmbedded();

    protected string LiveConfig => File.Exists(Options.ConfigPath) ? File.ReadAllText(Options.ConfigPath) : "";

    protected string WriteTemplate(string text)
    {
        File.WriteAllText(Folder["template.sbn"], text);
        return Folder["template.sbn"];
    }

    protected IActorRef StartWriter(
        IActorRef supervisor, HaProxyVersion version, ImmutableArray<ServerState> restored = default, TimeSpan? restoreFor = null,
        bool wereServing = false)
    {
        var running = new RunningVersion(version.ToString());
        var files = new ConfigFiles(Options);
        var binary = new HaProxyBinary(Options.Binary, TimeProvider.System);
        var attempts = new ConfigAttempts(
            "ha-1", Options, running, files, binary, new ListeningPorts(Options, TimeProvider.System));
        var settling = new ConfigSettling(Options, attempts, TimeProvider.System);
        DryRuns = new DryRuns("ha-1", Options, running, files, binary, settling, Templates);
        var preparation = new ConfigPreparation(
            Options, new NodeFiles(Options.NodesPath, NullLogger<NodeFiles>.Instance), files, binary, settling, Templates,
            NullLogger<ConfigPreparation>.Instance);
        // Nodes come and go here as a test wants it: that so many of them at once are held is tried in LossGuardSpecs and FreezeSpecs.
        var services = new ServiceRegister(
            Options, OwnPorts.None, new ServicesFile(Options.ServicesFile, NullLogger<ServicesFile>.Instance), TimeProvider.System);
        return Sys.ActorOf(ConfigWriter.CreateProps(
            preparation, new Restored(restored.IsDefault ? [] : restored, restoreFor ?? TimeSpan.FromMinutes(1), wereServing),
            new LossGuard(100),
            services, supervisor, new WriterStores(Memory, History), Events, TimeProvider.System, NullLogger.Instance));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        Folder.Dispose();
    }
}
