using System.Globalization;
using System.Net;

namespace Actors.Clustering.Resources;

/// <summary>The process that holds a port, as far as this one may know.</summary>
/// <param name="Process">Its id; null where it cannot be known.</param>
/// <param name="Program">Its program's name; null where it cannot be known.</param>
/// <param name="User">The user id that it runs as; null where that is not known either.</param>
/// <param name="IsElsewhere">Whether it runs in another container of this network, where no process of this one can see it.</param>
public sealed record PortHolder(int? Process, string? Program, int? User, bool IsElsewhere)
{
    private static readonly PortHolder Unknown = new(null, null, null, false);

    /// <summary>The holder of an address; null where no process holds it.</summary>
    public static PortHolder? Of(IPEndPoint wanted)
    {
        // What listens comes before a connection that only uses the port.
        var socket = SocketTable.Read().Where(held => SocketTable.Hinders(held.Local, wanted)).OrderByDescending(held => held.IsListening)
            .FirstOrDefault();
        if (socket is null)
        {
            return null;
        }

        var processes = ProcessIds();
        var holder = processes.FirstOrDefault(id => Holds(id, string.Create(CultureInfo.InvariantCulture, $"socket:[{socket.Inode}]")));
        return holder > 0
            ? new PortHolder(holder, NameOf(holder), socket.User, IsElsewhere: false)
            : Unknown with { User = socket.User, IsElsewhere = !processes.Any(id => IsClosed(id) && UserOf(id) == socket.User) };
    }

    /// <summary>The process that has a file open; null where it cannot be known.</summary>
    public static PortHolder? OfFile(string path)
    {
        var full = Path.GetFullPath(path);
        return ProcessIds().FirstOrDefault(id => Holds(id, full)) is var holder and > 0
            ? new PortHolder(holder, NameOf(holder), null, IsElsewhere: false)
            : null;
    }

    /// <summary>The name of a process's program; null where it has ended.</summary>
    public static string? NameOf(int process)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/comm")).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public override string ToString() =>
        Process is { } id ? string.Create(CultureInfo.InvariantCulture, $"{Program ?? "a program"} (process {id})")
        : IsElsewhere ? "a process of another container"
        : string.Create(CultureInfo.InvariantCulture, $"a process of user {User}, which this user cannot see");

    // The lowest first: a child that is just being started has its parent's sockets too, for a moment.
    private static List<int> ProcessIds() =>
        !Directory.Exists("/proc") ? [] :
        [.. Directory.EnumerateDirectories("/proc").Select(folder =>
            int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id =>
                id > 0).Order()];

    private static bool Holds(int process, string file)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/fd")).Any(
                link => new FileInfo(link).LinkTarget == file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The user id that a process runs as; null where it has ended.</summary>
    public static int? UserOf(int process)
    {
        try
        {
            return File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status"))
                .FirstOrDefault(line => line.StartsWith("Uid:", StringComparison.Ordinal))?.Split('\t') is [_, var user, ..]
                && int.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Its open files are another user's.
    private static bool IsClosed(int process)
    {
        try
        {
            _ = Directory.EnumerateFileSystemEntries(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/fd")).Any();
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
