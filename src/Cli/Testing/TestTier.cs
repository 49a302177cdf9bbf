namespace Actors.Cli.Testing;

/// <summary>How much is tested. Nothing is in no tier.</summary>
internal enum TestTier
{
    /// <summary>What every change has to pass.</summary>
    Landing,

    /// <summary>All the rest: each partition, both HAProxy versions everywhere, many repetitions, the pause of a minute, the real Dockerfile, the soak.</summary>
    Long,
}
