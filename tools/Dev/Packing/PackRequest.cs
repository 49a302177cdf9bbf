using System.Collections.Immutable;

namespace Actors.Dev.Packing;

/// <summary>What is to be packed.</summary>
/// <param name="Targets">For which processors.</param>
/// <param name="Parts">What of it.</param>
/// <param name="Executable">An executable that is built already; null to build it.</param>
/// <param name="Out">The folder of the files; null for the usual one.</param>
internal sealed record PackRequest(ImmutableArray<PackTarget> Targets, PackPart Parts, string? Executable, string? Out)
{
    /// <summary>Whether an executable goes into it.</summary>
    public bool NeedsExecutable => (Parts & (PackPart.Tarball | PackPart.Deb)) != 0;
}
