using System.Collections.Immutable;

namespace Actors.HaAgent.HaProxy;

/// <summary>What HAProxy has of the certificates in the agent's folder.</summary>
/// <param name="Loaded">The thumbprint by file; empty for a name without a content.</param>
/// <param name="Listed">The files that it serves.</param>
public sealed record HeldCertificates(ImmutableDictionary<string, string> Loaded, ImmutableHashSet<string> Listed)
{
    /// <summary>Whether it serves a certificate.</summary>
    /// <param name="path">The certificate's file.</param>
    /// <param name="thumbprint">Its thumbprint.</param>
    public bool Has(string path, string thumbprint) => Listed.Contains(path) && Loaded.GetValueOrDefault(path) == thumbprint;
}
