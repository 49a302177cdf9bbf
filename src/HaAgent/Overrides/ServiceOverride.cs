
namespace Actors.HaAgent.Overrides;

/// <summary>Overrides for a whole service stand in the same book as those for nodes, under a name that no node can have.</summary>
public static class ServiceOverride
{
    private const char Mark = '@';

    /// <summary>What the book calls a service.</summary>
    public static string KeyOf(string service) => Mark + service;

    /// <summary>The service's own name.</summary>
    public static string NameOf(string key) => key.TrimStart(Mark);

    /// <summary>Whether a name in the book is a service's.</summary>
    public static bool IsKey(string key) => key.StartsWith(Mark) && NodeNames.IsValid(key[1..]);

    /// <summary>Whether a name may be in the book, and such an override under it.</summary>
    public static bool Fits(string key, NodeOverride wanted) =>
        key == FreezeOverride.Key ? wanted is { State: null, Weight: null, Canary: null, Frozen: not null }
        : wanted.Frozen is null
            && (IsKey(key) ? wanted is { State: null, Weight: null } : NodeNames.IsValid(key) && wanted.Canary is null);
}
