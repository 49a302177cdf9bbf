namespace Actors.Cli;

/// <summary>Where things are: the repository's root, and <c>.run/</c>, which holds everything that is not source.</summary>
internal sealed record RunFolder(string Root)
{
    public string Run => Path.Combine(Root, ".run");

    public string State => Path.Combine(Run, "state.json");

    /// <summary>Held by whoever changes what runs.</summary>
    public string Lock => Path.Combine(Run, "lock");

    public string BuildLock => Path.Combine(Run, "build.lock");

    /// <summary>Published programs, a folder for each: seed, web, ha.</summary>
    public string Build => Path.Combine(Run, "build");

    /// <summary>Used instead of <see cref="Build"/> while nodes run from there.</summary>
    public string TestBuild => Path.Combine(Run, "build-test");

    public string TestResults => Path.Combine(Run, "test");

    public string Logs => Path.Combine(Run, "logs");

    /// <summary>The authority and the certificates of nodes that talk over TLS.</summary>
    public string Certificates => Path.Combine(Run, "certs");

    public string LogOf(string node) => Path.Combine(Logs, node + ".log");

    /// <summary>What a node keeps on disk.</summary>
    public string HomeOf(string node) => Path.Combine(Run, node);

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
