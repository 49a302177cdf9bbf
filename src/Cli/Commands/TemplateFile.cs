namespace Actors.Cli.Commands;

/// <summary>Reads a template from a file.</summary>
internal static class TemplateFile
{
    /// <summary>Its text.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CommandFailed">It is empty: to an agent that means the template in force, which would be tried.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken) =>
        await File.ReadAllTextAsync(path, cancellationToken) is { Length: > 0 } text
            ? text
            : throw new CommandFailed(ExitCode.Failed, $"{path} is empty.", "Leave the file out to try the template in force.");
}
