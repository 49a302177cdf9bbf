namespace Actors.Clustering;

/// <summary>Replaces a file as a whole: whoever reads it sees the old or the new content, also after a power cut.</summary>
public static class AtomicFile
{
    /// <summary>Ending of the temporary file beside the target.</summary>
    public const string TemporarySuffix = ".tmp";

    /// <summary>Writes to a temporary file, flushes it to the disk and renames it; makes the folder where it lacks.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its content.</param>
    /// <param name="mode">Who may read and write it; null for what is usual.</param>
    /// <exception cref="IOException">The disk is full, read-only, or the folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not write there.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode? mode = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = path + TemporarySuffix;
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

        File.Move(temporary, path, overwrite: true);
    }
}
