using Actors.HaAgent.Reconciling;

namespace Actors.HaAgent.Api;

/// <summary>A change as the API answers it.</summary>
internal static class ChangeViews
{
    /// <summary>The last of them since a time, the newest first.</summary>
    public static IEnumerable<Change> Newest(IEnumerable<Change> changes, int most, DateTimeOffset since) =>
        changes.Where(change => change.At >= since).TakeLast(most).Reverse();

    public static ChangeView Of(Change change) => new(
        change.Revision,
        change.Trigger,
        change.By,
        change.What,
        change.Commands,
        change.Milliseconds,
        change.At,
        change.Result,
        change.Failure,
        change.HasConfig)
    {
        Author = change.Author,
        From = change.From,
        Reason = change.Reason,
    };
}
