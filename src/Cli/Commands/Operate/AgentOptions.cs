using System.CommandLine;
using Actors.Cli.Client;

namespace Actors.Cli.Commands.Operate;

/// <summary>The options of every command that speaks to an agent.</summary>
/// <param name="host">What the command takes from its process.</param>
/// <param name="isList">Whether the answer is a list, of which names can be printed.</param>
/// <param name="isChange">Whether the agent notes who gives the command, and why.</param>
internal sealed class AgentOptions(CommandHost host, bool isList = false, bool isChange = false)
{
    private readonly Option<string?> _url = UrlOption();

    private readonly Option<string?> _agent = new("--agent")
    {
        Description = "Which ha agent of the local system (default: the first).",
        HelpName = "NAME",
    };

    private readonly Option<FileInfo?> _tokenFile = CommonOptions.TokenFile();

    private readonly FormatOptions _format = new(isList);

    private readonly Option<string?>? _reason = isChange ? ReasonOption.Create() : null;

    public Command AddTo(Command command)
    {
        command.Options.Add(_url);
        command.Options.Add(_agent);
        command.Options.Add(_tokenFile);
        _format.AddTo(command);
        if (_reason is not null)
        {
            command.Options.Add(_reason);
        }

        return command;
    }

    /// <param name="parsed">What was asked for.</param>
    /// <param name="quiet">Whether only the answer itself may go to standard output, as with <c>--json</c>.</param>
    public AgentSession Open(ParseResult parsed, bool quiet = false)
    {
        var format = Format(parsed);
        var target = Target(parsed);
        var client = new AgentClient(target) { User = host.User, Reason = _reason is null ? null : parsed.GetValue(_reason) };
        return new AgentSession(client, target.Url, host.Output(format == OutputFormat.Json || quiet), host.Time, format);
    }

    public OutputFormat Format(ParseResult parsed) => _format.Of(parsed);

    public AgentTarget Target(ParseResult parsed) =>
        AgentTarget.Find(
            new AgentChoice(parsed.GetValue(_url), parsed.GetValue(_agent), parsed.GetValue(_tokenFile)?.FullName),
            host.Variable,
            host.Nodes);

    private static Option<string?> UrlOption()
    {
        var option = new Option<string?>("--url")
        {
            Description = $"The agent's management address; else {AgentTarget.Variable}, or the local system's agent.",
            HelpName = "URL",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && AgentUrl.Parse(text) is null)
            {
                result.AddError(AgentUrl.Fault("--url", text));
            }
        });
        return option;
    }
}
