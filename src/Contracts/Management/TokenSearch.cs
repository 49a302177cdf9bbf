namespace Actors.Contracts.Management;

/// <summary>Where the programs that speak to a management port find its token.</summary>
public static class TokenSearch
{
    /// <summary>The variable that holds the token.</summary>
    public const string Variable = "ACTORS_TOKEN";

    /// <summary>The variable that names the token's file.</summary>
    public const string FileVariable = "ACTORS_TOKEN_FILE";

    /// <summary>The name of the file that an agent makes in its state folder.</summary>
    public const string FileName = "api-token";

    // The agent's are far shorter; this is a wrong file.
    private const int Longest = 4096;

    /// <summary>
    /// The token; null where there is none. Reading needs none: an agent's file that cannot be read is nothing to fail about.
    /// </summary>
    /// <param name="option">The file named on the command line.</param>
    /// <param name="variable">The environment.</param>
    /// <param name="ofAgent">The file of an agent on this machine; null where there is none.</param>
    /// <exception cref="NoTokenException">What is named holds no token, or cannot be read.</exception>
    public static FoundToken? Find(string? option, Func<string, string?> variable, string? ofAgent)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (option is not null)
        {
            return new FoundToken(FromFile(option, "--token-file"), option);
        }

        if (variable(Variable) is { Length: > 0 } value)
        {
            return new FoundToken(Checked(value, Variable), Variable);
        }

        if (variable(FileVariable) is { Length: > 0 } file)
        {
            return new FoundToken(FromFile(file, FileVariable), file);
        }

        return ofAgent is not null && TryRead(ofAgent) is { } text ? new FoundToken(Checked(text, ofAgent), ofAgent) : null;
    }

    private static string FromFile(string path, string namedBy)
    {
        try
        {
            return Checked(File.ReadAllText(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NoTokenException($"{namedBy}: the token cannot be read: {error.Message}", error);
        }
    }

    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Checked(string text, string source)
    {
        var token = text.Trim();
        return token.Length is > 0 and <= Longest && token.All(c => c is > ' ' and <= '~')
            ? token
            : throw new NoTokenException($"{source} holds no token: one line of visible ASCII characters is wanted.");
    }
}

/// <summary>A token.</summary>
/// <param name="Value">The token.</param>
/// <param name="Source">Where it was found.</param>
public sealed record FoundToken(string Value, string Source);

/// <summary>What should hold a token holds none, or cannot be read.</summary>
public sealed class NoTokenException : Exception
{
    /// <summary>One that says nothing.</summary>
    public NoTokenException()
    {
    }

    /// <summary>One that says why.</summary>
    public NoTokenException(string message)
        : base(message)
    {
    }

    /// <summary>One that says why, and by what it is known.</summary>
    public NoTokenException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
