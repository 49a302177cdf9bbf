namespace Actors.Cli.Outcomes;

/// <summary>What a command's exit code says. The launcher uses the same numbers.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>It was tried and did not work: a node did not come up or did not stop, a test failed, the cluster is split.</summary>
    public const int Failed = 1;

    /// <summary>The command line does not make sense.</summary>
    public const int Usage = 2;

    /// <summary>Nothing runs that the command could be about.</summary>
    public const int NothingRuns = 3;

    /// <summary>There is no node of that name.</summary>
    public const int UnknownNode = 4;

    /// <summary>Something is missing on the machine: HAProxy, the SDK, a free port. The message says the remedy.</summary>
    public const int MachineLacks = 5;

    /// <summary>Ended by Ctrl-C or SIGTERM before it was done (128 + SIGINT).</summary>
    public const int Interrupted = 130;

    /// <summary>For the end of <c>--help</c>.</summary>
    public const string Help =
        "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 nothing runs, 4 unknown node, "
        + "5 something is missing on the machine (or a port is taken), 130 interrupted.";
}
