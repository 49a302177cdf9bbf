using System.Collections.Immutable;
using Actors.HaAgent.HaProxy;

namespace Actors.HaAgent.Certificates;

/// <summary>What a look at the certificates came to.</summary>
/// <param name="Selection">What is to be served.</param>
/// <param name="Held">What HAProxy has; null where it does not serve the agent's list, or does not run.</param>
/// <param name="Commands">What was sent.</param>
/// <param name="Refusal">Why that was not enough, so that a reload has to follow; null where it was.</param>
/// <param name="IsFirst">Whether there was nothing to be served before.</param>
public sealed record CertificateLook(
    CertificateSelection Selection, HeldCertificates? Held, ImmutableArray<CertificateCommand> Commands, string? Refusal, bool IsFirst);
