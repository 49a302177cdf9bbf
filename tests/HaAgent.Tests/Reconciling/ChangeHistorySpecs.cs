using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Tests.Reconciling;

public sealed class ChangeHistorySpecs
{
    [Fact]
    public void The_oldest_changes_are_forgotten()
    {
        var history = Of(Enumerable.Range(1, ChangeHistory.MostChanges + 5).Select(revision => Change(revision, null)));

        Assert.Equal((ChangeHistory.MostChanges, 6), (history.Changes.Count, history.Changes[0].Revision));
    }

    [Fact]
    public void Older_configurations_are_forgotten_before_their_changes()
    {
        var history = Of(Enumerable.Range(1, ChangeHistory.MostConfigs + 5).Select(revision => Change(revision, "x")));

        Assert.Equal(ChangeHistory.MostConfigs + 5, history.Changes.Count);
        Assert.Equal(
            Enumerable.Range(1, 5).Select(revision => (long)revision),
            history.Changes.Where(change => !change.HasConfig).Select(change => change.Revision));
    }

    [Fact]
    public void Large_configurations_are_kept_up_to_a_size_and_the_newest_always()
    {
        var third = new string('x', ChangeHistory.MostCharacters / 3);
        var history = Of(Enumerable.Range(1, 5).Select(revision => Change(revision, third)));
        Assert.Equal([false, false, true, true, true], history.Changes.Select(change => change.HasConfig));

        history.Add(Change(6, new string('x', ChangeHistory.MostCharacters + 1)));

        Assert.Equal([6L], history.Changes.Where(change => change.HasConfig).Select(change => change.Revision));
    }

    [Fact]
    public void A_revision_that_was_tried_twice_is_found_as_it_ended()
    {
        var history = Of([Change(7, null) with { Result = "failed" }, Change(7, "x")]);

        Assert.Equal("applied", history.Find(new(7))?.Result);
        Assert.Null(history.Find(new(8)));
    }

    private static ChangeHistory Of(IEnumerable<Change> changes)
    {
        var history = new ChangeHistory();
        foreach (var change in changes)
        {
            history.Add(change);
        }

        return history;
    }

    private static Change Change(long revision, string? config) =>
        new(new(revision), "", "runtime", "", [], 1, DateTimeOffset.UnixEpoch, "applied", null, config, config is null ? null
            : new TemplateText(config, "test", Snippets.None));
}
