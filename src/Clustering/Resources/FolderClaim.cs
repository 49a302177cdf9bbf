namespace Actors.Clustering.Resources;

/// <summary>
/// A file or folder that only one program may write. A locked file in it says that it is in use; the kernel
/// releases the lock when the process ends, however it ends.
/// </summary>
/// <param name="Setting">The setting that names it, such as <c>Node:StatePath</c>.</param>
/// <param name="Path">The folder, or the file.</param>
public sealed record FolderClaim(string Setting, string Path)
{
    /// <summary>The locked file in a folder.</summary>
    public const string LockName = ".actors.lock";

    /// <summary>The ending of the locked file beside a file.</summary>
    public const string LockEnding = ".lock";

    /// <summary>EWOULDBLOCK of flock(2), as .NET hands it on.</summary>
    private const int IsLocked = 11;

    /// <summary>Whether <see cref="Path"/> is a file, so that the lock is beside it.</summary>
    public bool IsFile { get; init; }

    /// <summary>Whether the program cannot work where the folder cannot be written; where not, it says so and goes on.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>Takes the lock. Both are null where the disk does not allow one for another reason than the two below.</summary>
    /// <returns>The lock, to be kept open; or why there is none: another program has it, or this user may not write there.</returns>
    public (IDisposable? Lock, StartFault? Fault) Take()
    {
        var path = IsFile ? Path + LockEnding : System.IO.Path.Combine(Path, LockName);
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            // Not the locked file itself: another user may have made that, in a folder that this one cannot write.
            var trial = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllBytes(trial, []);
            File.Delete(trial);
            // To read only: a file that is open to be written would keep its disk from being made read-only.
            return (new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.None, bufferSize: 1), null);
        }
        catch (UnauthorizedAccessException)
        {
            return (null, StartFault.OfSetting(
                Setting, Path, $"permission denied: user {ProcessUser.Name} cannot write there",
                $"Make {(IsFile ? "its folder" : "the folder")} and give it to that user, or {StartFault.Given(Setting)}"));
        }
        catch (IOException error) when (error.HResult == IsLocked)
        {
            return (null, StartFault.OfTaken(
                Setting, Path, $"it is in use by {PortHolder.OfFile(path)?.ToString() ?? "another program"}",
                $"End that program, or give this one {(IsFile ? "a file" : "a folder")} of its own: {StartFault.Given(Setting)}"));
        }
        catch (IOException)
        {
            // A full disk, or one that is read-only: what is to be written there says so.
            return (null, null);
        }
    }
}
