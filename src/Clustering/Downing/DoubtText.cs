using Akka.Actor;

namespace Actors.Clustering.Downing;

/// <summary>Members in the messages about them. Pure.</summary>
public static class DoubtText
{
    /// <summary>As they are sent.</summary>
    /// <param name="members">The members.</param>
    public static IReadOnlyList<string> Of(IEnumerable<Address> members) => [.. members.Select(member => member.ToString())];

    /// <summary>As they are read; what is no address is passed over.</summary>
    /// <param name="texts">What was sent.</param>
    public static IReadOnlyList<Address> Read(IEnumerable<string> texts) =>
        [.. texts.Select(text => Address.TryParse(text, out var address) ? address : null).OfType<Address>()];
}
