namespace Actors.Cli.Outcomes;

/// <summary>What a command's exit code says (docs/operating.md has the table). The launcher uses the same numbers.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>It was tried and did not work: a node did not come up or did not stop, a test failed, the cluster is split.</summary>
    public const int Failed = 1;

    /// <summary>The command line does not make sense.</summary>
    public const int Usage = 2;

    /// <summary>Nothing runs that the command could be about, or what is asked does not answer as an agent or a node does.</summary>
    public const int NothingRuns = 3;

    /// <summary>There is no node, service, agent or revision of that name.</summary>
    public const int Unknown = 4;

    /// <summary>Something is missing on the machine: HAProxy, the SDK, a free port. The message says the remedy.</summary>
    public const int MachineLacks = 5;

    /// <summary>The token is missing, or is not the agent's.</summary>
    public const int TokenRefused = 6;

    /// <summary>With <c>--wait</c>: it was taken, and was not so in time.</summary>
    public const int NotInTime = 7;

    /// <summary>Ended by Ctrl-C or SIGTERM before it was done (128 + SIGINT).</summary>
    public const int Interrupted = 130;

    /// <summary>All of them, for help, documents and JSON.</summary>
    public static IReadOnlyList<ExitCodeMeaning> All { get; } =
    [
        new(Ok, "done", "done"),
        new(Failed, "failed", "tried, and did not work"),
        new(Usage, "usage", "the command line makes no sense"),
        new(NothingRuns, "no-answer", "nothing runs here, or what was asked is no agent"),
        new(Unknown, "unknown", "no node, service, agent or revision of that name"),
        new(MachineLacks, "missing", "something is missing on this machine, or a port is taken"),
        new(TokenRefused, "token", "the token is missing or was rejected"),
        new(NotInTime, "timeout", "it was taken, and was not so in time (--wait)"),
        new(Interrupted, "interrupted", "ended by Ctrl-C or a signal"),
    ];

    /// <summary>The word for a code.</summary>
    public static string NameOf(int code) => All.FirstOrDefault(one => one.Code == code)?.Name ?? "failed";
}

/// <summary>A row of the table of exit codes.</summary>
/// <param name="Code">The number.</param>
/// <param name="Name">For programs, in the JSON of an error.</param>
/// <param name="Meaning">For people.</param>
internal sealed record ExitCodeMeaning(int Code, string Name, string Meaning);
