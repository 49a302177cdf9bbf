using Actors.Dev.Machine;
using Actors.Dev.Processes;

namespace Actors.Walk.Observing;

/// <summary>Takes pictures of pages with a browser without a window, where this machine has one.</summary>
internal sealed class Pictures(string? browser)
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    /// <summary>Said where no picture can be taken.</summary>
    public const string NoBrowser =
        $"No pictures: there is no Chromium here. Install {Browser.Package}, or name one by the variable {Browser.Variable}.";

    public bool CanTake => browser is not null;

    /// <summary>With the browser that is found here, if any; one that the user names must be there.</summary>
    public static Pictures OnThisMachine() => new(Browser.Find() is not { } named ? null : Programs.Find(named)
        ?? throw new CommandFailed(
            ExitCode.MachineLacks, $"{Browser.Variable}: there is no program {named}.", "Name a Chromium, or unset the variable."));

    /// <summary>True once the picture is there.</summary>
    /// <param name="page">What to look at.</param>
    /// <param name="file">Where the picture goes.</param>
    /// <param name="height">Of the window, in pixels.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> TakeAsync(Uri page, string file, int height, CancellationToken cancellationToken)
    {
        if (browser is null)
        {
            return false;
        }

        var profile = Directory.CreateTempSubdirectory("actors-walk-");
        try
        {
            // As root Chromium's own sandbox does not work; what it shows is ours.
            string[] sandbox = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [];
            await Shell.RunAsync(
                [
                    browser,
                    "--headless",
                    .. sandbox,
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--hide-scrollbars",
                    "--no-first-run",
                    "--no-proxy-server",
                    $"--user-data-dir={profile.FullName}", $"--window-size=1400,{height}", $"--screenshot={file}", page.ToString(),
                ],
                Bound,
                cancellationToken);
        }
        catch (CommandFailed)
        {
            // It hung; then there is no picture.
        }
        finally
        {
            Remove(profile);
        }

        return File.Exists(file) && new FileInfo(file).Length > 0;
    }

    private static void Remove(DirectoryInfo profile)
    {
        try
        {
            profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // Its last process still writes there; the folder is among the temporary files.
        }
    }
}
