namespace Actors.Dev.Testing;

/// <summary>How much is tested. Nothing is in no tier.</summary>
internal enum TestTier
{
    /// <summary>What every change has to pass.</summary>
    Landing,

    /// <summary>All the rest: networks cut, disks filled, everything restarted in any order, the pause of a minute, the soak.</summary>
    Long,
}
