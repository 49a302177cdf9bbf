using System.Security.Cryptography;
using System.Text;
using Actors.Clustering.Settings;
using Actors.Contracts.Api;
using Actors.Contracts.Management;
using Microsoft.AspNetCore.Http;

namespace Actors.Clustering.Management;

/// <summary>
/// What a caller must present to change something through the management port: the text of a file that only the node's own
/// user can read. A node that keeps state makes its own token; one without any takes no commands.
/// </summary>
public sealed class ApiToken
{
    /// <summary>The section of its setting.</summary>
    public const string Section = "Api";

    /// <summary>The file's name in the node's state folder.</summary>
    public const string FileName = TokenSearch.FileName;

    private const string Key = "TokenFile";
    private const string None = "This node has no token and takes no commands";
    private const string Give = $"Give {Section}:{Key} (ACTORS_API__TOKENFILE)";
    private const string Scheme = "Bearer ";

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
            return new ApiToken(null, $"{None}. {Give} a file with one, readable by its user only.");
        }

        // A node whose disk is full still serves; it only takes no commands.
        if (path == own && ApiTokenFile.WhyNotMade(path) is { } why)
        {
            return new ApiToken(
                null, $"{None}: {path} cannot be made ({why}). Repair that, or: {Give} another file, and start the node again.");
        }

        try
        {
            var (token, fault) = ApiTokenFile.Load(path);
            if (fault is null)
            {
                return new ApiToken(
                    token,
                    $"Send the header 'Authorization: Bearer TOKEN'. The token is in the file of {Section}:{Key}, by default {FileName} in "
                        + "Node:StatePath.");
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
            ProblemTypes.Token,
            http.Request.Headers.Authorization.Count == 0 ? "A token is needed" : "This is not the token",
            _remedy);
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
