namespace Actors.Cli.Client;

/// <summary>What an agent answers to <c>GET /api/status</c>. Whatever it does not say is null.</summary>
internal sealed record StatusAnswer(
    string? Name,
    string? Phase,
    long? RevisionDesired,
    long? RevisionApplied,
    HaProxyAnswer? Haproxy,
    FailureAnswer? LastFailure,
    FreezeAnswer? Frozen,
    IReadOnlyList<NodeAnswer>? Nodes,
    IReadOnlyList<RejectedAnswer>? Rejected,
    PinAnswer? Pinned,
    string? ContentHash,
    ConvergenceAnswer? Convergence,
    IReadOnlyList<ServiceAnswer>? Services)
{
    /// <summary>What is left out of HAProxy's configuration; null from an agent that does not say.</summary>
    public IReadOnlyList<LeftOutAnswer>? LeftOut { get; init; }

    /// <summary>The template in force; null from an agent that does not say.</summary>
    public TemplateAnswer? Template { get; init; }

    /// <summary>
    /// The nodes that are not in the cluster yet, since their programs are not well; null from an agent that does not say.
    /// </summary>
    public IReadOnlyList<WaitingAnswer>? Waiting { get; init; }

    /// <summary>TLS for users; null where it is not wanted.</summary>
    public CertificatesAnswer? Certificates { get; init; }
}

/// <summary>TLS for users: whether it is served, why not or what is wrong, and each certificate.</summary>
internal sealed record CertificatesAnswer(bool? Serving, string? Why, IReadOnlyList<CertificateAnswer>? Files);

/// <summary>A file of certificates, and why what is in it now is not served.</summary>
internal sealed record CertificateAnswer(
    string? File, string? State, string? Reason, IReadOnlyList<string?>? Names, DateTimeOffset? NotAfter, bool? EndsSoon);

/// <summary>A service, which is a backend of HAProxy.</summary>
internal sealed record ServiceAnswer(
    string? Name, string? Protocol, int? ListenPort, IReadOnlyList<string?>? Routes, int? Nodes, int? Ready, CanaryAnswer? Canary);

/// <summary>How much of a service's traffic one version of it gets, in percent.</summary>
internal sealed record CanaryAnswer(string? Version, int? Share);

/// <summary>The agent's HAProxy, with counts since the agent started.</summary>
internal sealed record HaProxyAnswer(bool? Running, int? Pid, string? Version, long? Reloads, long? Restarts, long? Changes, long? Drift);

/// <summary>Why the newest desired state is not applied.</summary>
internal sealed record FailureAnswer(long? Revision, string? Stage, string? Output, string? Hint, DateTimeOffset? At);

/// <summary>That lost nodes stay in HAProxy.</summary>
internal sealed record FreezeAnswer(string? Why, DateTimeOffset? Since, IReadOnlyList<string?>? Held);

/// <summary>A part that HAProxy, or the machine, refuses: a service, a snippet, HTTPS.</summary>
internal sealed record LeftOutAnswer(string? Part, string? Why);

/// <summary>A member that is not let in.</summary>
internal sealed record RejectedAnswer(string? Name, string? Address, string? Reason);

/// <summary>A node that is not in the cluster yet, since its program is not well.</summary>
internal sealed record WaitingAnswer(string? Name, string? Address, int? Port, string? Reason);

/// <summary>That the configuration of an earlier revision is kept.</summary>
internal sealed record PinAnswer(long? Revision, DateTimeOffset? Since);

/// <summary>How far every agent of the cluster is.</summary>
internal sealed record ConvergenceAnswer(string? Summary, IReadOnlyList<ConvergedAgent>? Agents);

/// <summary>One agent of them.</summary>
internal sealed record ConvergedAgent(string? Name, long? Revision, string? ContentHash, string? Phase, bool? Lags, string? Why);

/// <summary>The template in force, and another one that is on disk.</summary>
internal sealed record TemplateAnswer(string? Hash, string? Source, DateTimeOffset? Since, TemplateCandidateAnswer? Candidate);

/// <summary>A template that is on disk and not in force.</summary>
internal sealed record TemplateCandidateAnswer(
    string? Hash, string? Source, string? Stage, string? Agent, string? Why, DateTimeOffset? Since);
