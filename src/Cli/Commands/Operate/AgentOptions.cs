using System.CommandLine;
using Actors.Cli.Client;

namespace Actors.Cli.Commands.Operate;

/// <summary>The options of every command that speaks to an agent.</summary>
internal sealed class AgentOptions(CommandHost host)
{
    private readonly Option<string?> _url = UrlOption();

    private readonly Option<string?> _agent = new("--agent")
    {
        Description = "Which ha agent of the local system (default: the first).",
        HelpName = "NAME",
    };

    private readonly Option<FileInfo?> _tokenFile = CommonOptions.TokenFile();

    private readonly Option<bool> _json = CommonOptions.Json();

    public Command AddTo(Command command)
    {
        command.Options.Add(_url);
        command.Options.Add(_agent);
        command.Options.Add(_tokenFile);
        command.Options.Add(_json);
        return command;
    }

    /// <param name="parsed">What was asked for.</param>
    /// <param name="quiet">Whether only the answer itself may go to standard output, as with <c>--json</c>.</param>
    public AgentSession Open(ParseResult parsed, bool quiet = false)
    {
        var json = parsed.GetValue(_json);
        var target = Target(parsed);
        return new AgentSession(new AgentClient(target), target.Url, host.Output(json || quiet), host.Time, json);
    }

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
