namespace Actors.Cli.Client;

/// <summary>What an agent wants to see before it takes an override or a command.</summary>
/// <param name="Value">The token; null when there is none here.</param>
/// <param name="Source">Where it was found.</param>
/// <param name="Places">Everywhere it is looked for, the first one first.</param>
internal sealed record AgentToken(string? Value, string? Source, IReadOnlyList<string> Places)
{
    public const string Variable = "ACTORS_TOKEN";

    public const string FileVariable = "ACTORS_TOKEN_FILE";

    /// <summary>The name of the file that an agent makes in its state folder.</summary>
    public const string FileName = "api-token";

    // The agent's are far shorter; this is a wrong file.
    private const int Longest = 4096;

    /// <param name="option">The file named on the command line.</param>
    /// <param name="variable">The environment.</param>
    /// <param name="ofAgent">The file of a local system's agent.</param>
    public static AgentToken Find(string? option, Func<string, string?> variable, string? ofAgent)
    {
        string[] places = ["--token-file", Variable, FileVariable, .. ofAgent is null ? [] : new[] { ofAgent }];
        if (option is not null)
        {
            return new AgentToken(FromFile(option, "--token-file"), option, places);
        }

        if (variable(Variable) is { Length: > 0 } value)
        {
            return new AgentToken(Checked(value, Variable), Variable, places);
        }

        if (variable(FileVariable) is { Length: > 0 } file)
        {
            return new AgentToken(FromFile(file, FileVariable), file, places);
        }

        // Reading needs none, so that one which is not there yet is nothing to fail about.
        return ofAgent is not null && TryRead(ofAgent) is { } text
            ? new AgentToken(Checked(text, ofAgent), ofAgent, places)
            : new AgentToken(null, null, places);
    }

    private static string FromFile(string path, string namedBy)
    {
        try
        {
            return Checked(File.ReadAllText(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailed(ExitCode.Usage, $"{namedBy}: the token cannot be read: {error.Message}");
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
            : throw new CommandFailed(ExitCode.Usage, $"{source} holds no token: one line of visible ASCII characters is wanted.");
    }
}
