using Actors.HaAgent.Events;

namespace Actors.HaAgent.Certificates;

/// <summary>What is known of the certificates has changed.</summary>
/// <param name="Report">What is known now.</param>
public sealed record CertificatesReported(CertificatesReport Report) : AgentEvent;
