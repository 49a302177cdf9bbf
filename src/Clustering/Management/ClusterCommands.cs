using Actors.Contracts.Api;
using Microsoft.AspNetCore.Http;

namespace Actors.Clustering.Management;

/// <summary>Whether a command to the cluster can be carried out, and on which member. Pure.</summary>
internal static class ClusterCommands
{
    /// <summary>A member leaves gracefully; without a choice the node that is asked.</summary>
    public static CommandDecision Leave(ClusterView view, MemberChoice choice) => Command("leave", Find(view, choice), member =>
        member.Status is "Leaving" or "Exiting" or "Down" or "Removed"
            ? CommandDecision.Conflict(
                ProblemTypes.MemberLeaves, "It is on its way out already",
                $"{member.Name} ({member.Address}) is {member.Status}: it cannot be asked to leave again.")
            : null);

    /// <summary>
    /// A member is removed as if it had died. It has to be named: leaving the name out must not down the node that is asked.
    /// </summary>
    public static CommandDecision Down(ClusterView view, MemberChoice choice) => choice.IsSelf
        ? CommandDecision.BadField("address", "address or name is missing: it names the member to down.")
        : Command("down", Find(view, choice), member => member.Status is "Down" or "Removed"
            ? CommandDecision.Conflict(
                ProblemTypes.MemberDown, "It is down already", $"{member.Name} ({member.Address}) is {member.Status} already.")
            : null);

    /// <summary>Every member that cannot be reached is removed as dead; there may be none.</summary>
    public static CommandDecision DownUnreachable(ClusterView view) =>
        CommandDecision.Of(
            "down-unreachable", [.. view.Members.Where(member => !member.Reachable && member.Status is not ("Down" or "Removed"))]);

    private static CommandDecision Command(string command, CommandDecision found, Func<ClusterViewMember, CommandDecision?> refuse) =>
        found.Command.Members is [var member] ? refuse(member) ?? CommandDecision.Of(command, [member]) : found;

    private static CommandDecision Find(ClusterView view, MemberChoice choice)
    {
        var found = view.Members.Where(member => choice.IsSelf
            ? member.Address == view.Self.Address
            : (choice.Address is null || member.Address == choice.Address) && (choice.Name is null || member.Name == choice.Name)).ToList();
        return found.Count switch
        {
            0 => CommandDecision.NotFound(
                choice.IsSelf
                    ? $"{view.Self.Name} is no member of a cluster at the moment."
                    : $"{view.Self.Name} knows no member {Told(choice)}. It knows "
                        + $"{(view.Members.Count == 0 ? "none" : string.Join(", ", view.Members.Select(member => member.Name)))}."),
            1 => CommandDecision.Of("", found),
            // A node that came back before its earlier life was forgotten.
            _ => CommandDecision.Conflict(
                ProblemTypes.AmbiguousMember, "There is more than one member of that name",
                $"Give the address instead: {string.Join(", ", found.Select(member => $"{member.Address} ({member.Status})"))}."),
        };
    }

    private static string Told(MemberChoice choice) => (choice.Name, choice.Address) switch
    {
        ({ } name, { } address) => $"'{name}' at {address}",
        ({ } name, null) => $"'{name}'",
        (_, var address) => $"at {address}",
    };
}

/// <summary>A command, or why there is none.</summary>
internal sealed record CommandDecision(ClusterCommandAnswer Command, CommandRefusal? Refusal)
{
    public static CommandDecision Of(string command, IReadOnlyList<ClusterViewMember> members) =>
        new(new ClusterCommandAnswer(command, members), null);

    public static CommandDecision NotFound(string detail) =>
        Refused(StatusCodes.Status404NotFound, ProblemTypes.UnknownMember, "There is no such member", detail);

    public static CommandDecision Conflict(string type, string title, string detail) =>
        Refused(StatusCodes.Status409Conflict, type, title, detail);

    public static CommandDecision BadField(string field, string detail) =>
        Refused(StatusCodes.Status400BadRequest, ProblemTypes.BadField, "", detail, field);

    private static CommandDecision Refused(int status, string type, string title, string detail, string? field = null) =>
        new(new ClusterCommandAnswer("", []), new CommandRefusal(status, type, title, detail, field));
}

/// <summary>Why a command is not carried out.</summary>
/// <param name="Status">The status of the answer.</param>
/// <param name="Type">What kind of reason it is.</param>
/// <param name="Title">The same for people.</param>
/// <param name="Detail">The reason.</param>
/// <param name="Field">The field that cannot be used, where it is one.</param>
internal sealed record CommandRefusal(int Status, string Type, string Title, string Detail, string? Field);
