using System.Text;

namespace Actors.Dev.Packing;

/// <summary>A file, or a link, where it is to be in an archive.</summary>
/// <param name="Path">From the archive's root, with <c>/</c>.</param>
internal abstract record PackedFile(string Path)
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable =
        Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The permissions of a folder, and of what can be executed.</summary>
    public const UnixFileMode FolderMode = Executable;

    /// <summary>The permissions of a link, which mean nothing and are always these.</summary>
    public const UnixFileMode LinkMode = Executable | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>The permissions of a file; who packs it, and with which umask, does not matter.</summary>
    public static UnixFileMode ModeOf(bool isExecutable) => isExecutable ? Executable : Readable;

    /// <summary>A file with some text.</summary>
    public static PackedFile Of(string path, string text) => new PackedBytes(path, Encoding.UTF8.GetBytes(text));

    /// <summary>A file as it is on the disk, which is executable if its owner may execute it; or the link that it is.</summary>
    public static PackedFile Of(string path, FileInfo file) => file.LinkTarget is { } target
        ? new PackedLink(path, target)
        : new PackedCopy(path, file.FullName, (file.UnixFileMode & UnixFileMode.UserExecute) != 0);

    /// <summary>All files below a folder, in the order of their names, where they are in it.</summary>
    public static IEnumerable<PackedFile> Below(string folder, string place = "") => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .OfType<FileInfo>()
            .Select(file => Of(Join(place, System.IO.Path.GetRelativePath(folder, file.FullName)), file))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
        : [];

    private static string Join(string place, string path) => place.Length > 0 ? $"{place}/{path}" : path;
}

/// <summary>A copy of a file on the disk.</summary>
internal sealed record PackedCopy(string Path, string Source, bool IsExecutable) : PackedFile(Path);

/// <summary>A file that is made.</summary>
internal sealed record PackedBytes(string Path, byte[] Content) : PackedFile(Path);

/// <summary>A symbolic link.</summary>
internal sealed record PackedLink(string Path, string Target) : PackedFile(Path);
