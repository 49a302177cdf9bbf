using System.Globalization;
using Actors.Walk.Observing;

namespace Actors.Walk;

/// <summary>A step while it is walked: what it does to the system, what it checks, and what it keeps as evidence.</summary>
/// <param name="step">Which one.</param>
/// <param name="tools">What every step works with.</param>
/// <param name="say">Hears what happens.</param>
/// <param name="cancellationToken">Gives up.</param>
internal sealed class StepRun(WalkStep step, WalkTools tools, Action<string> say, CancellationToken cancellationToken)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private const int PictureHeight = 640;

    private readonly List<WalkCheck> _checks = [];
    private readonly List<string> _files = [];
    private readonly List<WalkPicture> _pictures = [];

    public IReadOnlyList<WalkCheck> Checks => _checks;

    /// <summary>Paths in the folder of the walk.</summary>
    public IReadOnlyList<string> Files => _files;

    public IReadOnlyList<WalkPicture> Pictures => _pictures;

    public IWalkedSystem System => tools.System;

    public WalkTools Tools => tools;

    public CancellationToken Cancellation => cancellationToken;

    public void Say(string text) => say(text);

    /// <summary>Checks what is so right now.</summary>
    public void Expect(string what, string expected, string seen) => Expect(what, expected, seen, expected == seen);

    public void Expect(string what, string expected, string seen, bool passed) => _checks.Add(new WalkCheck(what, expected, seen, passed));

    /// <summary>Checks what becomes so, within a bound; does not wait any longer once it is.</summary>
    public async Task<bool> EventuallyAsync(string what, string expected, Func<Task<string>> look)
    {
        say($"{what}: {expected}");
        var started = tools.Time.GetTimestamp();
        string seen;
        while ((seen = await LookAsync(look)) != expected && tools.Time.GetElapsedTime(started) < Bound)
        {
            await Task.Delay(Poll, tools.Time, cancellationToken);
        }

        Expect(what, expected, seen);
        return seen == expected;
    }

    /// <summary>Keeps a text as evidence.</summary>
    public async Task SaveAsync(string name, string text)
    {
        await File.WriteAllTextAsync(NewFile(name), text.Length > 0 ? text : "(empty)\n", cancellationToken);
        _files.Add(PathOf(name));
    }

    /// <summary>Keeps a picture of the stats page, and the page as CSV.</summary>
    /// <param name="name">Of the files, without their ending.</param>
    /// <param name="caption">What it shows.</param>
    public async Task PictureAsync(string name, string caption)
    {
        await SaveAsync(name + ".csv", (await tools.Visitor.GetAsync(new Uri(System.Stats, StatsPage.Path), cancellationToken)).Body);
        if (!tools.Pictures.CanTake)
        {
            return;
        }

        say($"A picture of the stats page: {caption}");
        var isThere = await tools.Pictures.TakeAsync(System.Stats, NewFile(name + ".png"), PictureHeight, cancellationToken);
        Expect("a picture of the stats page", name + ".png", isThere ? name + ".png" : Listing.Nothing);
        if (isThere)
        {
            _files.Add(PathOf(name + ".png"));
            _pictures.Add(new WalkPicture(PathOf(name + ".png"), caption));
        }
    }

    private static async Task<string> LookAsync(Func<Task<string>> look)
    {
        try
        {
            return await look();
        }
        catch (CommandFailed notYet)
        {
            return notYet.Message;
        }
    }

    private string PathOf(string name) => $"logs/task{step.Number.ToString(CultureInfo.InvariantCulture)}/{name}";

    private string NewFile(string name)
    {
        var path = Path.Combine(tools.Folder, PathOf(name));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
