namespace Actors.Architecture;

/// <summary>That a type knows another one of the same project.</summary>
/// <param name="From">The room, which is a folder, of the type that knows.</param>
/// <param name="To">The room of the type that is known.</param>
/// <param name="Example">The two types.</param>
public sealed record Arrow(string From, string To, string Example)
{
    /// <summary>From where to where.</summary>
    public string Way => $"{From} -> {To}";
}
