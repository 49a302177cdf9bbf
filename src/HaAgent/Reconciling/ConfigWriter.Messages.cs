using System.Collections.Immutable;
using Actors.HaAgent.Desired;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Reconciling;

/// <summary>What the config writer is told and asked.</summary>
public sealed partial class ConfigWriter
{
    /// <summary>Another template is in force.</summary>
    /// <param name="Why">What it came of, for the history.</param>
    public sealed record TemplateChanged(string Why);

    /// <summary>There are certificates now, or none any more: the configuration listens for TLS, or does not.</summary>
    /// <param name="Why">What it came of, for the history.</param>
    public sealed record CertificatesChanged(string Why);

    /// <summary>HAProxy must read its file again.</summary>
    /// <param name="Why">Who wants it, for the history.</param>
    public sealed record ReloadCommand(string Why);

    /// <summary>Asks for <see cref="Inputs"/>.</summary>
    public sealed record GetInputs
    {
        public static readonly GetInputs Instance = new();
    }

    /// <summary>What a plan would be made of at this moment.</summary>
    /// <param name="Applied">What HAProxy has; null where that is not known.</param>
    /// <param name="Desired">What it should have.</param>
    public sealed record Inputs(AppliedState? Applied, DesiredState Desired)
    {
        /// <summary>The names of the servers that HAProxy has or will have.</summary>
        public ImmutableArray<string> Servers { get; init; } = [];

        /// <summary>The template of what HAProxy has; null while a change is under way or cannot be applied.</summary>
        public TemplateText? Template { get; init; }

        /// <summary>Why the newest desired state cannot be applied; null where it is, or while that is tried.</summary>
        public ApplyFailure? Failing { get; init; }

        /// <summary>Those of a state.</summary>
        /// <param name="state">The state.</param>
        /// <param name="desired">What is desired now.</param>
        public static Inputs Of(Reconciliation state, DesiredState desired)
        {
            ArgumentNullException.ThrowIfNull(state);
            return new(state.Applied, desired)
            {
                Servers = [.. state.Servers.Select(standing => standing.Server.Name)],
                Template = state.Template,
                Failing = state.Failing,
            };
        }
    }

    private sealed record LiveChecked(string? Refusal);

    private sealed record RestoreEnded;

    private sealed record CheckDue;

    private sealed record ServiceOver;

    private sealed record RetryDue;
}
