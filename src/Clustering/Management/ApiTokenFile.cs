using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Actors.Clustering.Management;

/// <summary>The file that holds a token: its rules, and how a node makes its own.</summary>
internal static partial class ApiTokenFile
{
    private const int Bytes = 32;
    private const int Longest = 1000;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OfOthers = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;

    /// <summary>Reads the token, and says what is wrong with the file; null for nothing.</summary>
    public static (string Token, string? Fault) Load(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OfOthers) != 0)
        {
            return ("", $"others can read or change it: chmod 600 {path}");
        }

        if (new FileInfo(path).Length > Longest)
        {
            return ("", $"is longer than {Longest} bytes: it must hold the token and nothing else");
        }

        var token = File.ReadAllText(path).Trim();
        return (token, token switch
        {
            "" => "is empty: put a token into it, such as `openssl rand -hex 32` makes, or delete it where the node makes its own",
            _ when !token.All(c => c is > ' ' and < (char)127) =>
            "must hold one word of ASCII characters, such as `openssl rand -hex 32` makes",
            _ => null,
        });
    }

    /// <summary>
    /// Makes a file with a new token, where there is none, and says why it could not; null for made. Two programs that start at once, a
    /// node and its health check, end with the same token: the first file stays.
    /// </summary>
    public static string? WhyNotMade(string path)
    {
        if (File.Exists(path))
        {
            return null;
        }

        var temporary = $"{path}.{Path.GetRandomFileName()}{AtomicFile.TemporarySuffix}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            Write(temporary, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)));
            Place(temporary, path);
            return null;
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
        finally
        {
            Delete(temporary);
        }
    }

    // A link is made or is not, at once; File.Move looks first whether the file is there and renames then, over one that came meanwhile.
    private static void Place(string temporary, string path)
    {
        if (OperatingSystem.IsWindows() || (Link(temporary, path) != 0 && !File.Exists(path)))
        {
            // Windows looks and moves at once; a file system without links is one that no other machine shares.
            File.Move(temporary, path, overwrite: false);
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string created);

    private static void Write(string path, string token)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes(token + "\n"));
        file.Flush(flushToDisk: true);
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What could not be made is not there.
        }
    }
}
