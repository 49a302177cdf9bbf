using System.Globalization;
using System.Text;

namespace Actors.Clustering.Resources;

/// <summary>
/// A file or folder that only one program may write. A locked file in it says that it is in use, and by which process; the kernel
/// lets go of the lock when the process ends, however it ends.
/// </summary>
/// <param name="Setting">The setting that names it, such as <c>Node:StatePath</c>.</param>
/// <param name="Path">The folder, or the file.</param>
public sealed record FolderClaim(string Setting, string Path)
{
    /// <summary>The locked file in a folder.</summary>
    public const string LockName = "actors.lock";

    /// <summary>The ending of the locked file beside a file.</summary>
    public const string LockEnding = ".lock";

    /// <summary>Whether <see cref="Path"/> is a file, so that the lock is beside it.</summary>
    public bool IsFile { get; init; }

    /// <summary>Whether the program cannot work where the folder cannot be written; where not, it says so and goes on.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>Takes the lock. Both are null where the disk does not allow one for another reason than the two below.</summary>
    /// <returns>The lock, to be kept open; or why there is none: another program has it, or this user may not write there.</returns>
    public (IDisposable? Lock, StartFault? Fault) Take()
    {
        FileStream? file = null;
        try
        {
            Directory.CreateDirectory(IsFile ? System.IO.Path.GetDirectoryName(Path)! : Path);
            file = new FileStream(IsFile ? Path + LockEnding : System.IO.Path.Combine(Path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        }
        catch (UnauthorizedAccessException)
        {
            return (null, StartFault.OfSetting(
                Setting, Path, $"permission denied: user {Environment.UserName} cannot write there",
                $"Make {(IsFile ? "its folder" : "the folder")} and give it to that user, or {StartFault.Given(Setting)}"));
        }
        catch (IOException)
        {
            // A full disk, or one that is read-only: what is to be written there says so.
            return (null, null);
        }

        if (TryLock(file))
        {
            return (file, null);
        }

        var holder = ReadHolder(file);
        file.Dispose();
        return (null, StartFault.OfTaken(Setting, Path, $"it is in use by {holder}", $"End that program, or give this one {(IsFile ? "a file" : "a folder")} of its own: {StartFault.Given(Setting)}"));
    }

    // The lock itself, not that of opening: so the file can be read by the one that does not get it.
    private static bool TryLock(FileStream file)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                file.Lock(0, 1);
            }
        }
        catch (IOException)
        {
            return false;
        }

        try
        {
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {PortHolder.NameOf(Environment.ProcessId) ?? ""}\n")));
        }
        catch (IOException)
        {
            // A full disk: the lock holds all the same.
        }

        return true;
    }

    private static string ReadHolder(FileStream file)
    {
        var text = new byte[200];
        var length = file.Read(text);
        var words = Encoding.UTF8.GetString(text, 0, length).Trim().Split(' ', 2);
        return words is [var id, var name] && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _) && name.All(c => !char.IsControl(c))
            ? $"{name} (process {id})"
            : "another program";
    }
}
