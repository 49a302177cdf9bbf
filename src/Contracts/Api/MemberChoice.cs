using System.Text.Json.Serialization;

namespace Actors.Contracts.Api;

/// <summary>Which member a command to the cluster is about. Neither given means the node that is asked.</summary>
/// <param name="Address">Its address as Akka spells it.</param>
/// <param name="Name">Its name.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MemberChoice(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Address = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null)
{
    /// <summary>The node that is asked.</summary>
    public static MemberChoice Self { get; } = new(null, null);

    /// <summary>Whether it is the node that is asked.</summary>
    [JsonIgnore]
    public bool IsSelf => Address is null && Name is null;

    /// <summary>As a person writes it: an address has a protocol.</summary>
    public static MemberChoice Of(string member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return member.Contains("://", StringComparison.Ordinal) ? new MemberChoice(member, null) : new MemberChoice(null, member);
    }
}
