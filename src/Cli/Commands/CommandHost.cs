using Actors.Cli.Client;
using Actors.Cli.Views;
using Actors.Contracts.Management;

namespace Actors.Cli.Commands;

/// <summary>What a command takes from the program that hosts it.</summary>
/// <param name="Variable">The environment.</param>
/// <param name="Nodes">What runs on this machine.</param>
/// <param name="Output">What the user sees; true for <c>--json</c>.</param>
/// <param name="IsUnread">Whether nothing will read what is written any more.</param>
/// <param name="Time">The time.</param>
internal sealed record CommandHost(
    Func<string, string?> Variable, ILocalNodes Nodes, Func<bool, Output> Output, Func<bool> IsUnread, TimeProvider Time)
{
    /// <summary>As the user calls the program, for what it tells the user to do.</summary>
    public string ProgramName { get; init; } = "actors";

    /// <summary>Whose changes these are, in visible ASCII characters; null where that is not known.</summary>
    public string? User { get; init; }

    /// <summary>What starts a local system on the template named behind it; null for a program that starts none.</summary>
    public string? UpWithTemplate { get; init; }

    /// <summary>Checks a template where no agent runs; null for a program that cannot.</summary>
    public OfflineCheck? OfflineCheck { get; init; }

    /// <summary>This process, which starts no nodes.</summary>
    public static CommandHost OfThisProcess { get; } = new(
        Environment.GetEnvironmentVariable,
        new NodesOfThisMachine(Environment.GetEnvironmentVariable, NodesOfThisMachine.Listening, File.Exists),
        Views.Output.ForConsole,
        StandardOutput.IsUnread,
        TimeProvider.System)
    {
        User = OperatingUser.OfThisProcess,
    };
}

/// <summary>Checks a template with nodes for example.</summary>
/// <param name="template">Its file; null for the embedded one.</param>
/// <param name="snippets">A folder with snippets; null for none.</param>
/// <param name="output">Where it says what it does.</param>
/// <param name="cancellationToken">Gives up.</param>
/// <returns>What an agent would answer, as JSON.</returns>
internal delegate Task<string> OfflineCheck(string? template, string? snippets, Output output, CancellationToken cancellationToken);
