namespace Actors.HaAgent.Overrides;

/// <summary>
/// The operators' freeze stands in the same book as the overrides for nodes (docs/adr/0056), under a name that neither a node nor a
/// service can have: an agent of 0.1.0 passes over it, and leaves it on its page.
/// </summary>
public static class FreezeOverride
{
    /// <summary>What the book calls all servers together.</summary>
    public const string Key = "*";
}
