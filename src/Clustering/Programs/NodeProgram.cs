using System.Net;
using Actors.Clustering.Hosting;
using Actors.Clustering.Management;
using Actors.Clustering.Resources;
using Actors.Clustering.Seeds;
using Actors.Clustering.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Programs;

/// <summary>The frame that every program shares: settings, logging, management port, exit codes.</summary>
public sealed class NodeProgram
{
    /// <summary>Exit code for settings that cannot be used (EX_CONFIG of sysexits.h).</summary>
    public const int BadSettings = StartFault.BadSetting;

    private readonly Dictionary<string, SettingsReader> _readers = [];
    private readonly IReadOnlyList<INodeExtension> _extensions = NodeExtensions.Load();

    private NodeProgram(string role, string[] args)
    {
        Builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [], ContentRootPath = AppContext.BaseDirectory });
        Builder.Configuration.AddNodeSettings(args);
        Node = NodeOptions.Read(Section(NodeOptions.Section), role, new HostAddresses());
        Token = ApiToken.Read(Section(ApiToken.Section), Node.StatePath);
        LogFormat = LogFormats.Read(Section(NodeOptions.Section));
        Log = new ProgramLog(LogFormat);
        Log.AddTo(Builder.Services);
        foreach (var extension in _extensions)
        {
            extension.Read(this);
        }
    }

    /// <summary>The builder of the host.</summary>
    public WebApplicationBuilder Builder { get; }

    /// <summary>The node's options.</summary>
    public NodeOptions Node { get; }

    /// <summary>What a caller must present with a command.</summary>
    public ApiToken Token { get; }

    /// <summary>How it writes its log.</summary>
    public LogFormat LogFormat { get; }

    internal ProgramLog Log { get; }

    /// <summary>What the program is going to use alone; the ports and the folder of the node itself are among it.</summary>
    public StartClaims Claims { get; } = new(TimeProvider.System);

    /// <summary>Reads settings, and runs the program that <paramref name="build"/> makes of them. The result is the exit code.</summary>
    /// <param name="role">What the program is, see <see cref="NodeRoles"/>.</param>
    /// <param name="args">The command line.</param>
    /// <param name="build">
    /// Reads the program's own sections; the action it returns adds its services and endpoints, and is called only when every setting is
    /// right.
    /// </param>
    public static async Task<int> RunAsync(string role, string[] args, Func<NodeProgram, Func<WebApplication>> build)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(build);
        var asksHealth = args.FirstOrDefault() == HealthCommand.Name;
        var asksLive = asksHealth && args is [_, HealthCommand.Live, ..];
        args = asksLive ? args[2..] : asksHealth ? args[1..] : args;
        var program = new NodeProgram(role, args);
        var makeApp = build(program);
        var faults = program._readers.Values.SelectMany(reader => reader.Faults).Concat(program.FindUnknown(args))
            .ToList();
        if (faults.Count > 0)
        {
            await program.Log.FailAsync(string.Join("\n  ", faults.Prepend($"{role} cannot start with these settings:")));
            return BadSettings;
        }

        return asksHealth
            ? await HealthCommand.RunAsync(program.Node.ManagementPort, asksLive, Console.Error)
            : await ProgramRun.RunAsync(role, program.Claims, program.Log, makeApp);
    }

    /// <summary>
    /// The reader for a section of settings, whose faults count; the same one each time, for it knows which settings are read.
    /// </summary>
    public SettingsReader Section(string name)
    {
        if (!_readers.TryGetValue(name, out var reader))
        {
            reader = new SettingsReader(Builder.Configuration, name);
            _readers.Add(name, reader);
        }

        return reader;
    }

    /// <summary>Adds the node itself: cluster, management port, health.</summary>
    public void AddClusterNode(ClusterNodeSetup setup)
    {
        setup = _extensions.Aggregate(setup, (added, extension) => extension.AddTo(added));
        Claims.Add(
            new PortClaim("Node:Port", new IPEndPoint(IPAddress.Parse(Node.BindHost), Node.Port)) { AddressSetting = "Node:BindHost" });
        Claims.Add(new PortClaim("Node:ManagementPort", new IPEndPoint(HostAddresses.Loopback, Node.ManagementPort)));
        Claims.Add(new FolderClaim("Node:StatePath", Node.StatePath));
        var services = Builder.Services;
        services.AddSingleton(Node);
        services.AddSingleton(Token);
        services.AddSingleton(setup);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new KnownMembersFile(Node.StatePath, provider.GetRequiredService<ILogger<KnownMembersFile>>()));
        services.AddSingleton<ClusterNode>();
        services.AddHostedService(provider => provider.GetRequiredService<ClusterNode>());
        services.AddHealthChecks();
        if (UnitSocket.Take() is { } unit)
        {
            services.AddHostedService(provider =>
                new UnitReadiness(unit, new MemberHealthCheck(provider.GetRequiredService<ClusterNode>()), provider));
        }

        // Draining, leaving and stopping have limits of their own; the host's must not cut them short.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMinutes(2));
        Builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(HostAddresses.Loopback, Node.ManagementPort);
        });
    }

    // The program's own section comes last, and is the likeliest.
    private IReadOnlyList<string> FindUnknown(string[] args)
    {
        var variables = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(
            one => KeyValuePair.Create((string)one.Key, (string?)one.Value));
        var inFiles = ((IConfigurationRoot)Builder.Configuration).Providers.OfType<JsonConfigurationProvider>().SelectMany(
            file => file.GetChildKeys([], null));
        return
        [
            .. UnknownSettings.Among(
                [.. GivenSettings.OfEnvironment(variables), .. GivenSettings.OfLine(args)], [.. _readers.Values.Reverse()]),
            .. UnknownSettings.AmongSections(inFiles),
        ];
    }
}
