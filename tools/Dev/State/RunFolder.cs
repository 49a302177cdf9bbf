namespace Actors.Dev.State;

/// <summary>Where things are: the repository's root, and <c>.run/</c>, which holds everything that is not source.</summary>
internal sealed record RunFolder(string Root)
{
    /// <summary>What nodes run in: another one for a system of its own, see <see cref="Apart"/>.</summary>
    public string Run { get; private init; } = Path.Combine(Root, ".run");

    public string State => Path.Combine(Run, "state.json");

    /// <summary>Held by whoever changes what runs.</summary>
    public string Lock => Path.Combine(Run, "lock");

    public string BuildLock => Path.Combine(Root, ".run", "build.lock");

    /// <summary>The published executable, and links to it for each kind of node: actors-seed, actors-web, actors-ha.</summary>
    public string Build { get; private init; } = Path.Combine(Root, ".run", "build");

    /// <summary>Used instead of <see cref="Build"/> while nodes run from there.</summary>
    public string TestBuild => Path.Combine(Root, ".run", "build-test");

    public string TestResults => Path.Combine(Run, "test");

    public string Logs => Path.Combine(Run, "logs");

    /// <summary>The authority and the certificates of nodes that talk over TLS.</summary>
    public string Certificates => Path.Combine(Run, "certs");

    /// <summary>The executable in a folder such as <see cref="Build"/>.</summary>
    public static string Program(string build) => Path.Combine(build, "actors");

    public string LogOf(string node) => Path.Combine(Logs, node + ".log");

    /// <summary>What a node keeps on disk.</summary>
    public string HomeOf(string node) => Path.Combine(Run, node);

    /// <summary>For a system beside the one that <c>up</c> starts: its own nodes, state, lock and logs, the same sources.</summary>
    /// <param name="name">Of a folder in <see cref="Run"/>.</param>
    /// <param name="build">The published programs that it runs.</param>
    public RunFolder Apart(string name, string build) => this with { Run = Path.Combine(Run, name), Build = build };

    /// <summary>The launcher says where the root is; without it, the nearest folder upwards that has the solution.</summary>
    public static RunFolder Find()
    {
        var told = Environment.GetEnvironmentVariable("ACTORS_ROOT");
        if (!string.IsNullOrEmpty(told))
        {
            return new RunFolder(Path.GetFullPath(told));
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Actors.sln")))
            {
                return new RunFolder(at.FullName);
            }
        }

        throw new CommandFailed(ExitCode.Usage, "the repository was not found.", "Run ./actors at its root.");
    }
}
