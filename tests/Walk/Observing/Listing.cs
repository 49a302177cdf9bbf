namespace Actors.Walk.Observing;

/// <summary>Some names in words, so that what is expected and what is seen can be compared and read.</summary>
internal static class Listing
{
    public const string Nothing = "none";

    public static string Of(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } text ? text : Nothing;
}
