using System.Collections.Concurrent;
using Actors.Clustering;
using Actors.HaAgent.Events;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Reporting;
using Actors.HaAgent.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Actors.HaAgent.Tests.Reconciling;

/// <summary>The history on a real disk, over the lives of an agent.</summary>
public sealed class ChangeHistorySpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TestFolder _folder = new();
    private readonly AgentStatusBoard _board = new(AgentStatus.Starting("ha-1", "2.6"));

    private string RowsPath => Path.Combine(_folder["state"], HistoryFile.FolderName, "changes.jsonl");

    [Fact]
    public void Rows_configurations_and_templates_are_there_again_and_the_numbers_go_on()
    {
        using (var first = Open())
        {
            Assert.Equal(1, first.Add(Histories.Applied("one")).Revision);
            first.Add(Histories.Applied("two"));
            first.AddCommandAsync("a freeze", new Author("ann") { From = "10.0.0.7", Reason = "a test" }, DateTimeOffset.UnixEpoch);
        }

        using var second = Open();

        Assert.Equal([1, 2, 3], second.Changes.Select(row => row.Revision));
        Assert.Equal((4, false), (second.Next.Number, second.HasBegun));
        var two = second.Find(new(2))!;
        Assert.Equal(("two", "two {{ template }}", "two"), (two.Config, two.Template?.Text, two.Template?.Snippets["frontend"]));
        var freeze = second.Find(new(3))!;
        Assert.Equal(("a freeze", "ann", "10.0.0.7", "a test"), (freeze.Trigger, freeze.Author, freeze.From, freeze.Reason));
        Assert.Equal((false, null), (freeze.HasConfig, freeze.Config));
        Assert.Equal(4, second.Add(Histories.Applied("one")).Revision);
        Assert.True(second.HasBegun);
    }

    [Fact]
    public void A_row_is_shown_once_the_disk_has_it()
    {
        using var history = Open();

        history.Add(Histories.Applied("one"));
        Eventually(() => Assert.Single(history.Changes));

        Assert.Equal([1], HistoryLines.Read(File.ReadAllBytes(RowsPath)).Rows.Select(row => row.Revision));
        Eventually(() => Assert.Equal((1, 1), (_board.Current.RevisionApplied, history.Announced.Count)));
    }

    [Fact]
    public async Task A_command_is_noted_once_the_disk_has_its_row()
    {
        using var history = Open();

        var noted = history.AddCommandAsync("a freeze", "ann", DateTimeOffset.UnixEpoch);
        Assert.Equal(2, history.Next.Number);
        await noted.WaitAsync(Patience);

        Assert.Equal("a freeze", Assert.Single(HistoryLines.Read(File.ReadAllBytes(RowsPath)).Rows).Trigger);
        Assert.Equal("a freeze", Assert.Single(history.Announced).Trigger);
    }

    [Fact]
    public async Task A_command_is_noted_in_time_by_a_disk_that_takes_nothing_and_in_memory()
    {
        // A file where the folder should be: also root cannot write there.
        File.WriteAllText(_folder["state"], "");
        using var history = Open();
        using var inMemory = Histories.InMemory(new StatusReporter(_board));

        await history.AddCommandAsync("a freeze", "ann", DateTimeOffset.UnixEpoch).WaitAsync(Patience);
        await inMemory.AddCommandAsync("a freeze", "ann", DateTimeOffset.UnixEpoch).WaitAsync(Patience);

        Assert.Equal("a freeze", Assert.Single(history.Changes).Trigger);
    }

    [Fact]
    public void A_half_written_last_row_costs_nothing_else()
    {
        using (var first = Open())
        {
            first.Add(Histories.Applied("one"));
        }

        File.AppendAllText(RowsPath, "{\"revision\":2,\"at\":");

        using (var second = Open())
        {
            Assert.Equal([1], second.Changes.Select(row => row.Revision));
            second.Add(Histories.Applied("two"));
        }

        using var third = Open();
        Assert.Equal(["applied", "applied"], third.Changes.Select(row => row.Result));
        Assert.False(File.Exists(RowsPath + HistoryFile.QuarantinedEnding));
    }

    [Fact]
    public void Rows_that_cannot_be_read_are_put_aside_and_a_row_says_so()
    {
        using (var first = Open())
        {
            first.Add(Histories.Applied("one"));
            first.Add(Histories.Applied("two"));
            first.Add(Histories.Applied("three"));
        }

        var lines = File.ReadAllLines(RowsPath);
        File.WriteAllLines(RowsPath, [lines[0], "by hand", lines[2]]);

        using var second = Open();

        Assert.Equal(
            ["web-1 joined", "revision 2 is lost", "web-1 joined"], second.Changes.Select(row => row.Trigger));
        Assert.Equal("three", second.Find(new(3))?.Config);
        Assert.Contains("by hand", File.ReadAllLines(RowsPath + HistoryFile.QuarantinedEnding));
    }

    [Fact]
    public void Numbers_go_on_without_the_rows()
    {
        using (var first = Open())
        {
            first.Add(Histories.Applied("one"));
            first.Add(Histories.Applied("two"));
        }

        File.Delete(RowsPath);

        using (var second = Open())
        {
            Assert.Equal((3, "the revisions 1 to 2 are lost"), (second.Next.Number, Assert.Single(second.Changes).Trigger));
        }

        Directory.Delete(_folder["state"], recursive: true);

        using var third = Open();
        Assert.Equal(3, third.Next.Number);
    }

    [Fact]
    public void A_text_that_is_gone_costs_its_configuration_only()
    {
        using (var first = Open())
        {
            first.Add(Histories.Applied("one"));
        }

        Directory.Delete(Path.Combine(_folder["state"], HistoryFile.FolderName, "texts"), recursive: true);

        using var second = Open();
        var row = second.Find(new(1))!;
        Assert.Equal((false, null, null), (row.HasConfig, row.Config, row.Template));
    }

    [Fact]
    public void The_same_text_is_on_the_disk_once_and_what_is_forgotten_is_not()
    {
        var few = new HistoryOptions(5, TimeSpan.FromDays(1), 1);
        using (var history = Open(few))
        {
            // The first row of a life sweeps, so the next sweep is after as many more. One at a time: no more of them wait for the disk
            // than are kept.
            for (var i = 0; i <= HistoryWriter.RowsBetweenSweeps; i++)
            {
                var row = history.Add(Histories.Applied(i < 3 ? "the first" : "the others"));
                Eventually(() => Assert.Equal(row.Number, history.Changes[^1].Number));
            }

            Eventually(() =>
            {
                Assert.Equal(5, history.Changes.Count);
                Assert.Equal(5, File.ReadAllLines(RowsPath).Length);
                Assert.Equal(2, Directory.GetFiles(Path.Combine(_folder["state"], HistoryFile.FolderName, "texts")).Length);
            });
        }

        using var again = Open(few);
        Assert.Equal("the others", again.Find(new(HistoryWriter.RowsBetweenSweeps + 1))?.Config);
    }

    [Fact]
    public void A_disk_that_takes_nothing_holds_up_nothing_and_has_the_rows_once_it_does()
    {
        // A file where the folder should be: also root cannot write there.
        File.WriteAllText(_folder["state"], "");
        using (var history = Open())
        {
            history.Add(Histories.Applied("one"));

            Eventually(() => Assert.Equal((1, 1), (_board.Current.RevisionApplied, history.Changes.Count)));
            Eventually(() => Assert.Contains(RowsPath, _board.Current.HistoryFault, StringComparison.Ordinal));
            Assert.Equal("one", history.Find(new(1))?.Config);

            File.Delete(_folder["state"]);
            history.Add(Histories.Applied("two"));
            Eventually(() => Assert.Null(_board.Current.HistoryFault));
        }

        using var second = Open();
        Assert.Equal(["one", "two"], second.Changes.Select(row => second.Find(row.Number)?.Config));
    }

    [Fact]
    public void A_number_whose_row_the_disk_did_not_take_is_not_given_again()
    {
        File.WriteAllText(_folder["state"], "");
        using (var first = Open())
        {
            first.Add(Histories.Applied("one"));
            Eventually(() => Assert.Single(first.Changes));
        }

        File.Delete(_folder["state"]);

        using (var second = Open())
        {
            Assert.Equal(("revision 1 is lost", 2), (Assert.Single(second.Changes).Trigger, second.Next.Number));
        }

        using var third = Open();
        Assert.Equal("revision 1 is lost", Assert.Single(third.Changes).Trigger);
    }

    [Fact]
    public void A_disk_that_is_late_has_the_rows_shown_all_the_same()
    {
        var (time, file) = (new FakeTimeProvider(), new HistoryFile(_folder["state"], _folder["run"], NullLogger<HistoryFile>.Instance));
        var (shown, faults) = (new ConcurrentQueue<long>(), new ConcurrentQueue<string>());
        using var isLate = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        Change[] rows = [.. Enumerable.Range(1, 2).Select(n => Histories.Applied("one") with { Number = new(n) })];
        using var writer = new HistoryWriter(file, 10, shown.Enqueue, () => [.. rows], Report, time);

        writer.Take(rows[0]);
        Assert.True(isLate.Wait(Patience));
        writer.Take(rows[1]);
        Assert.Equal([1], shown);
        time.Advance(HistoryWriter.LateAfter);

        Assert.Equal([1, 2], shown);
        Assert.Equal("the disk has not taken a row within 1 s", Assert.Single(faults));
        Assert.Equal(2, file.Highest.Read());
        Assert.Single(HistoryLines.Read(File.ReadAllBytes(RowsPath)).Rows);
        goOn.Set();
        Eventually(() => Assert.Equal(2, HistoryLines.Read(File.ReadAllBytes(RowsPath)).Rows.Count));

        // As long as the first report takes, the disk of the next row is not asked.
        void Report(string? fault)
        {
            if (fault is not null)
            {
                faults.Enqueue(fault);
                return;
            }

            isLate.Set();
            Assert.True(goOn.Wait(Patience));
        }
    }

    [Fact]
    public void While_the_disk_takes_nothing_no_more_is_in_memory_than_is_kept()
    {
        File.WriteAllText(_folder["state"], "");
        var file = new HistoryFile(_folder["state"], _folder["run"], NullLogger<HistoryFile>.Instance);
        using var history = new ChangeHistory(
            file, new HistoryOptions(5, TimeSpan.FromDays(1), 1), new StatusReporter(_board), TimeProvider.System,
            NullLogger<ChangeHistory>.Instance);

        Change[] rows = [.. Enumerable.Range(1, 20).Select(n => history.Add(Histories.Applied($"{n}")))];

        Eventually(() => Assert.Equal(20, history.Changes[^1].Revision));
        Assert.Equal(5, history.Changes.Count);
        Assert.All(rows[..15], row => Assert.Equal(0, file.Texts.SizeOf(row.ConfigHash!)));
        Assert.All(rows[15..], row => Assert.NotNull(history.Find(row.Number)?.Config));
    }

    [Fact]
    public void While_the_disk_takes_nothing_its_own_limit_is_none_of_the_memory()
    {
        const int MostInMemory = 8_000_000;
        File.WriteAllText(_folder["state"], "");
        var file = new HistoryFile(_folder["state"], _folder["run"], NullLogger<HistoryFile>.Instance);
        using var history = new ChangeHistory(
            file, new HistoryOptions(100, TimeSpan.FromDays(1), 1000), new StatusReporter(_board), TimeProvider.System,
            NullLogger<ChangeHistory>.Instance);

        Change[] rows = [.. "abcdefgh".Select(letter => history.Add(Histories.Applied(new string(letter, 1_000_000))))];

        Eventually(() => Assert.Equal(rows.Length, history.Changes.Count));
        Assert.InRange(rows.SelectMany(row => row.Texts).Sum(file.Texts.SizeOf), 1_000_000, MostInMemory);
        Assert.NotNull(history.Find(rows[^1].Number)?.Config);
    }

    [Fact]
    public void No_more_rows_wait_for_a_disk_that_hangs_than_are_kept()
    {
        var (file, kept) = (new HistoryFile(_folder["state"], _folder["run"], NullLogger<HistoryFile>.Instance), 3);
        using var isHanging = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        Change[] rows = [.. Enumerable.Range(1, 9).Select(n => Histories.Applied("one") with { Number = new(n) })];
        using var writer = new HistoryWriter(file, kept, _ => { }, () => [.. rows], Hang, TimeProvider.System);

        writer.Take(rows[0]);
        Assert.True(isHanging.Wait(Patience));
        Array.ForEach(rows[1..], writer.Take);
        goOn.Set();

        Eventually(() => Assert.Equal(
            [1, 7, 8, 9], HistoryLines.Read(File.ReadAllBytes(RowsPath)).Rows.Select(row => row.Revision)));

        void Hang(string? _)
        {
            isHanging.Set();
            Assert.True(goOn.Wait(Patience));
        }
    }

    [Fact]
    public void A_sweep_that_fails_is_no_row_that_is_not_on_the_disk()
    {
        // A folder in the place of the file that a sweep writes: also root cannot write there.
        Directory.CreateDirectory(RowsPath + AtomicFile.TemporarySuffix);
        using (var history = Open())
        {
            history.Add(Histories.Applied("one"));
        }

        Assert.Single(HistoryLines.Read(File.ReadAllBytes(RowsPath)).Rows);
        Assert.Null(_board.Current.HistoryFault);
    }

    [Fact]
    public void A_history_that_can_be_neither_read_nor_moved_is_not_written_over()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(RowsPath)!);
        const long MoreThanCanBeRead = 3L << 30;
        using (var rows = File.Create(RowsPath))
        {
            rows.SetLength(MoreThanCanBeRead);
        }

        Directory.CreateDirectory(Path.Combine(RowsPath + HistoryFile.QuarantinedEnding, "full"));
        using var history = Open();

        history.Add(Histories.Applied("one"));

        Eventually(() => Assert.Contains("move it away", _board.Current.HistoryFault, StringComparison.Ordinal));
        Assert.Equal(MoreThanCanBeRead, new FileInfo(RowsPath).Length);
    }

    [Fact]
    public void Texts_that_cannot_be_listed_cost_no_row_its_own_and_what_was_cut_short_is_deleted()
    {
        Change row;
        using (var history = Open())
        {
            row = history.Add(Histories.Applied("one"));
            Eventually(() => Assert.Single(history.Changes));
        }

        var folder = Path.Combine(_folder["state"], HistoryFile.FolderName, "texts");
        var unlisted = new HistoryTexts(folder);
        Assert.Equal(("one", row.ConfigHash), (unlisted.Give(row).Config, unlisted.Known(row).ConfigHash));

        var unfinished = Path.Combine(folder, "9f86d081884c7d65.gz.tmp");
        File.WriteAllText(unfinished, "half");
        using var again = Open();
        Assert.False(File.Exists(unfinished));
        Assert.Equal("one", again.Find(new(1))?.Config);
    }

    [Fact]
    public void Without_a_folder_it_is_in_memory()
    {
        using var history = Histories.InMemory(new StatusReporter(_board));

        history.Add(Histories.Applied("one"));

        Assert.Equal("one", history.Find(new(1))?.Config);
        Assert.Equal("one {{ template }}", history.Find(new(1))?.Template?.Text);
        Assert.Equal(1, _board.Current.RevisionApplied);
        Assert.Null(history.Find(new(2)));
    }

    public void Dispose() => _folder.Dispose();

    private ChangeHistory Open(HistoryOptions? options = null) =>
        Histories.Open(_folder["state"], _folder["run"], new StatusReporter(_board), options);

    private static void Eventually(Action assert)
    {
        Exception? last = null;
        Assert.True(
            SpinWait.SpinUntil(
                () =>
                {
                    last = Record.Exception(assert);
                    return last is null;
                },
                Patience),
            last?.ToString());
    }
}
