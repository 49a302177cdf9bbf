using Actors.Cli.Views;

namespace Actors.Dev.Machine;

/// <summary>What the machine must have beside .NET; what is missing is installed.</summary>
internal sealed class Requirements(Output output, TimeProvider time)
{
    // Program, and the package that has it; all named as on Debian.
    private static readonly (string Program, string Package)[] Needed = [("haproxy", "haproxy"), ("setsid", "util-linux")];

    // What the original system is made of.
    private static readonly (string Program, string Package)[] NeededByOriginal =
        [("serf", "serf"), ("s6-svscan", "s6"), ("node", "nodejs"), ("npm", "npm")];

    // What runs the app of the comparison.
    private static readonly (string Program, string Package)[] NeededByPeers = [("node", "nodejs")];

    // Programs of others, which tests put behind web nodes, and what reads our units and our alerts.
    private static readonly (string Program, string Package)[] NeededByTests =
    [
        ("node", "nodejs"), ("python3", "python3"), ("nginx", "nginx-light"), ("redis-server", "redis-server"),
        ("systemd-analyze", "systemd"), ("promtool", "prometheus"),
    ];

    // What lays and cuts networks.
    private static readonly (string Program, string Package)[] NeededByFaults = [("ip", "iproute2"), ("iptables", "iptables")];

    // What boots machines of their own.
    private static readonly (string Program, string Package)[] NeededByMachines =
        [("systemd-nspawn", "systemd-container"), ("debootstrap", "debootstrap")];

    private readonly Installation _installation = new(output, time);

    /// <summary>Path of HAProxy, which is there when this returns.</summary>
    public Task<string> EnsureAsync(CancellationToken cancellationToken) => EnsureAsync(null, cancellationToken);

    /// <summary>Path of HAProxy, which is there when this returns.</summary>
    /// <param name="haproxy">The one that the user wants; then the machine needs none of its own.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> EnsureAsync(string? haproxy, CancellationToken cancellationToken)
    {
        if (haproxy is not null)
        {
            await HaProxyProgram.RequireAsync(haproxy, cancellationToken);
        }

        await InstallMissingAsync(Needed.Where(need => haproxy is null || need.Program != "haproxy"), cancellationToken);
        return haproxy ?? Programs.Find("haproxy") ?? throw new CommandFailed(
            ExitCode.MachineLacks, "haproxy was installed but is not on the PATH.");
    }

    /// <summary>The parts of the original system are there when this returns.</summary>
    public Task EnsureOriginalAsync(CancellationToken cancellationToken) => InstallMissingAsync(NeededByOriginal, cancellationToken);

    /// <summary>What runs the app of the comparison is there when this returns.</summary>
    public Task EnsureNodeJsAsync(CancellationToken cancellationToken) => InstallMissingAsync(NeededByPeers, cancellationToken);

    /// <summary>The programs that tests put behind web nodes are there when this returns.</summary>
    public Task EnsureTestProgramsAsync(CancellationToken cancellationToken) => InstallMissingAsync(NeededByTests, cancellationToken);

    /// <summary>A C compiler, which links a native program, is there when this returns.</summary>
    public async Task EnsureLinkerAsync(CancellationToken cancellationToken)
    {
        if (Programs.Find("clang") is null && Programs.Find("gcc") is null)
        {
            await _installation.RunAsync(["gcc", "libc6-dev"], cancellationToken);
        }
    }

    /// <summary>What links a native program for another processor is there when this returns.</summary>
    /// <param name="triple">Of a compiler for that processor, such as <c>aarch64-linux-gnu</c>.</param>
    /// <param name="architecture">Debian's name for it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task EnsureLinkerAsync(string triple, string architecture, CancellationToken cancellationToken)
    {
        var dashed = triple.Replace('_', '-');
        (string Program, string Package)[] needed =
            [("clang", "clang"), ($"{triple}-gcc", $"gcc-{dashed}"), ($"{triple}-objcopy", $"binutils-{dashed}")];
        string[] missing =
        [
            .. needed.Where(need => Programs.Find(need.Program) is null).Select(need => need.Package),
            .. Directory.Exists($"/usr/{triple}/include") ? (string[])[] : [$"libc6-dev-{architecture}-cross"],
        ];
        if (missing.Length > 0)
        {
            await _installation.RunAsync(missing, cancellationToken);
        }
    }

    /// <summary>Path of a browser, which is there when this returns.</summary>
    public async Task<string> EnsureBrowserAsync(CancellationToken cancellationToken)
    {
        if (Browser.Find() is { } found)
        {
            return found;
        }

        await _installation.RunAsync([Browser.Package], cancellationToken);
        return Browser.Find() ?? throw new CommandFailed(
            ExitCode.MachineLacks,
            $"{Browser.Package} was installed but is not on the PATH.",
            $"Name a Chromium by the variable {Browser.Variable}.");
    }

    /// <summary>What makes and cuts network namespaces is there when this returns.</summary>
    public Task EnsureNamespacesAsync(CancellationToken cancellationToken) => InstallMissingAsync(NeededByFaults, cancellationToken);

    /// <summary>What boots machines, for the package to be installed on, is there when this returns.</summary>
    public Task EnsureMachinesAsync(CancellationToken cancellationToken) => InstallMissingAsync(NeededByMachines, cancellationToken);

    private async Task InstallMissingAsync(IEnumerable<(string Program, string Package)> needed, CancellationToken cancellationToken)
    {
        var missing = needed.Where(need => Programs.Find(need.Program) is null).ToArray();
        if (missing.Length > 0)
        {
            await _installation.RunAsync([.. missing.Select(need => need.Package)], cancellationToken);
        }
    }
}
