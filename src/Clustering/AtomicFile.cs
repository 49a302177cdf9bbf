namespace Actors.Clustering;

/// <summary>
/// Replaces a file as a whole: who reads it sees the old or the new content, also after a power cut. A link stays one, and what it leads to
/// is replaced. Only a file that is mounted by itself, which cannot be replaced, is written in place.
/// </summary>
public static class AtomicFile
{
    /// <summary>Ending of the temporary file beside the target.</summary>
    public const string TemporarySuffix = ".tmp";

    // What rename(2) gives for a mount point.
    private const int DeviceBusy = 16;

    // As the kernel follows (path_resolution(7)).
    private const int MostLinks = 40;

    /// <summary>Writes to a temporary file, flushes it to the disk and renames it; makes the folder if missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its content.</param>
    /// <param name="mode">Who may read and write it; null for what is usual.</param>
    /// <exception cref="IOException">The disk is full, read-only, or the folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not write there.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode? mode = null)
    {
        var target = TargetOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = target + TemporarySuffix;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        Replace(temporary, target);
    }

    private static void Replace(string complete, string target)
    {
        try
        {
            File.Move(complete, target, overwrite: true);
        }
        catch (IOException error) when (error.HResult == DeviceBusy)
        {
            using (var file = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            {
                var content = File.ReadAllBytes(complete);
                file.Write(content);
                file.SetLength(content.Length);
                file.Flush(flushToDisk: true);
            }

            File.Delete(complete);
        }
    }

    // By hand, since a link may lead to what is not there yet.
    private static string TargetOf(string path)
    {
        var target = Path.GetFullPath(path);
        for (var links = 0; links < MostLinks && new FileInfo(target).LinkTarget is { } next; links++)
        {
            target = Path.GetFullPath(next, Path.GetDirectoryName(target)!);
        }

        return target;
    }
}
