using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Actors.Clustering.Settings;
using Microsoft.AspNetCore.Http;

namespace Actors.Clustering.Management;

/// <summary>
/// What a caller must present to change something through the management port: the text of a file that only the node's own
/// user can read. The one home of this file. A node that keeps state makes its own token; one without any takes no orders.
/// </summary>
public sealed partial class ApiToken
{
    /// <summary>The section of its setting.</summary>
    public const string Section = "Api";

    /// <summary>The file's name in the node's state folder.</summary>
    public const string FileName = "api-token";

    private const string Key = "TokenFile";
    private const string Scheme = "Bearer ";
    private const int Bytes = 32;
    private const int Longest = 1000;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OfOthers = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;

    private readonly byte[]? _hash;
    private readonly string _remedy;

    private ApiToken(string? token, string remedy)
    {
        Text = token;
        _hash = token is null ? null : Hash(token);
        _remedy = remedy;
    }

    /// <summary>The token itself, for calls of the node's own; null where it has none.</summary>
    public string? Text { get; }

    /// <summary>
    /// The token of the file that <c>Api:TokenFile</c> names, else of <see cref="FileName"/> in <paramref name="statePath"/>,
    /// where it is made when it is missing. What is wrong is in the reader's faults.
    /// </summary>
    public static ApiToken Read(SettingsReader settings, string statePath)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(statePath);
        var own = statePath.Length == 0 ? "" : Path.Combine(statePath, FileName);
        var path = settings.Text(Key, own);
        if (path.Length == 0)
        {
            return new ApiToken(null, $"This node has no token and takes no orders. Give {Section}:{Key} (ACTORS_API__TOKENFILE) a file with one, readable by its user only.");
        }

        // A node whose disk is full still serves; it only takes no orders.
        if (path == own && WhyNotMade(path) is { } why)
        {
            return new ApiToken(null, $"This node has no token and takes no orders: {path} cannot be made ({why}). Mend that, or give {Section}:{Key} (ACTORS_API__TOKENFILE) another file, and start the node again.");
        }

        try
        {
            var (token, fault) = Load(path);
            if (fault is null)
            {
                return new ApiToken(token, $"Send the header 'Authorization: Bearer TOKEN' with the token that is in {path} of this node.");
            }

            settings.Fault(Key, path, fault);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            settings.Fault(Key, path, $"cannot be read: {error.Message}");
        }

        return new ApiToken(null, "");
    }

    /// <summary>Whether the request carries the token.</summary>
    public bool IsPresented(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _hash is not null
            && request.Headers.Authorization is [{ } header]
            && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            // Of hashes: how long it takes tells not even the length.
            && CryptographicOperations.FixedTimeEquals(Hash(header[Scheme.Length..].Trim()), _hash);
    }

    /// <summary>Answers a request that does not carry it.</summary>
    public Task RefuseAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Headers.WWWAuthenticate = "Bearer realm=\"actors\"";
        return Problem.WriteAsync(
            http,
            StatusCodes.Status401Unauthorized,
            http.Request.Headers.Authorization.Count == 0 ? "A token is needed" : "This is not the token",
            _remedy);
    }

    private static (string Token, string? Fault) Load(string path)
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
            _ when !token.All(c => c is > ' ' and < (char)127) => "must hold one word of ASCII characters, such as `openssl rand -hex 32` makes",
            _ => null,
        });
    }

    // Two that start at once, a node and its health check, end with the same token: the first file stays.
    private static string? WhyNotMade(string path)
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
            // Windows looks and moves at once; a file system without links is one that nobody shares.
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

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
