namespace Actors.Dev.State;

/// <summary>Held by one command at a time. The kernel lets go of it when the process ends, however it ends.</summary>
internal static class FolderLock
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Waits until the lock is free, at most <paramref name="patience"/>; calls <paramref name="onWait"/> once when it has to.
    /// </summary>
    public static async Task<IDisposable> TakeAsync(
        string path, TimeSpan patience, Action onWait, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var started = time.GetTimestamp();
        var told = false;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (time.GetElapsedTime(started) < patience)
            {
                if (!told)
                {
                    told = true;
                    onWait();
                }
            }
            catch (IOException)
            {
                throw new CommandFailed(
                    ExitCode.Failed,
                    $"another ./actors command is still at work after {patience.TotalSeconds:0} s.",
                    "Wait for it, or end it, and try again.");
            }

            await Task.Delay(Retry, time, cancellationToken);
        }
    }
}
