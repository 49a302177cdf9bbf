namespace Actors.Contracts.Api;

/// <summary>How much of a service's traffic one version of it gets.</summary>
/// <param name="Version">The version; a beginning up to a dot stands for all below it, so that 2 is 2.0.1 as well.</param>
/// <param name="Share">Its share in percent, 0 to 100; the others get the rest.</param>
public sealed record CanaryShare(string Version, int Share)
{
    /// <summary>Whether both are what they may be.</summary>
    public static bool IsRight(string? version, int share) => NodeDescription.IsVersion(version) && share is >= 0 and <= 100;

    /// <summary>Whether a node with this version is meant.</summary>
    public bool Matches(string version) =>
        version == Version || (version.StartsWith(Version, StringComparison.Ordinal) && version[Version.Length] == '.');
}
