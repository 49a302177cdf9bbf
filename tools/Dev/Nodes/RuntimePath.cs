using System.Text;
using Actors.Dev.State;

namespace Actors.Dev.Nodes;

/// <summary>Where HAProxy's UNIX sockets are. A socket's path is limited to 107 bytes, a folder's is not.</summary>
internal static class RuntimePath
{
    /// <summary>What sun_path holds, without the NUL that ends it.</summary>
    public const int Limit = 107;

    /// <summary>
    /// The longest that comes after the folder: HAProxy binds <c>master.sock.PID.tmp</c> and renames it, and a pid has up to 7 digits.
    /// </summary>
    public const int Suffix = 24;

    public static bool Fits(string folder) => Encoding.UTF8.GetByteCount(folder) + Suffix <= Limit;

    /// <summary>The folder inside <c>.run</c>, or when that is too deep, a new private one among the temporary files.</summary>
    public static string Make(string preferred)
    {
        if (Fits(preferred))
        {
            Directory.CreateDirectory(preferred);
            return preferred;
        }

        var temporary = Directory.CreateTempSubdirectory("actors-").FullName;
        if (Fits(temporary))
        {
            return temporary;
        }

        Directory.Delete(temporary);
        throw new CommandFailed(
            ExitCode.MachineLacks,
            $"the folder for sockets would be too deep: {preferred}, and {temporary} too.",
            "Set TMPDIR to a short path, such as /tmp.");
    }

    /// <summary>Takes a temporary folder away again; the one in <c>.run</c> may stay.</summary>
    public static void Forget(string runtimePath, RunFolder folder)
    {
        if (!runtimePath.StartsWith(folder.Run + "/", StringComparison.Ordinal) && Directory.Exists(runtimePath))
        {
            Directory.Delete(runtimePath, recursive: true);
        }
    }
}
