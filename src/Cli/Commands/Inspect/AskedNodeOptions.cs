using System.CommandLine;
using System.CommandLine.Parsing;
using Actors.Cli.Client;
using Actors.Cli.Views;

namespace Actors.Cli.Commands.Inspect;

/// <summary>The options that say which node is asked, the same for every command below one.</summary>
internal sealed class AskedNodeOptions(CommandHost host)
{
    private readonly Option<string?> _node =
        new("--node") { Description = "The node here that is asked; the first seed by default.", HelpName = "NAME", Recursive = true };
    private readonly Option<Uri?> _url = new("--url")
    {
        Description = "The management address of a node or agent anywhere, such as http://127.0.0.1:8558 or an agent's Api:Bind; else "
            + $"{AgentTarget.Variable}, or what runs here.",
        HelpName = "URL",
        Recursive = true,
        CustomParser = Url,
    };

    private readonly Option<FileInfo?> _tokenFile = CommonOptions.TokenFile();
    private readonly Option<bool> _json = CommonOptions.Json();

    public void AddTo(Command command)
    {
        _json.Recursive = true;
        _tokenFile.Recursive = true;
        command.Add(_node);
        command.Add(_url);
        command.Add(_tokenFile);
        command.Add(_json);
    }

    /// <summary>Whether the user has said which node.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_node) is not null || parsed.GetValue(_url) is not null;

    public async Task<int> RunAsync(ParseResult parsed, Func<Inquiry, Task> run, CancellationToken cancellationToken)
    {
        var json = parsed.GetValue(_json);
        var node = AskedNode.Find(
            host.Nodes, parsed.GetValue(_node), parsed.GetValue(_url), parsed.GetValue(_tokenFile)?.FullName, host.Variable);
        var client = new ClusterClient(node);
        await run(new Inquiry(node, client, host.Output(json), json, cancellationToken));
        return ExitCode.Ok;
    }

    private static Uri? Url(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
        var url = AgentUrl.Parse(text);
        if (url is null)
        {
            result.AddError(AgentUrl.Fault("--url", text));
        }

        return url;
    }
}

/// <summary>What a command below <c>cluster</c> has at hand.</summary>
/// <param name="Node">The node that it asks.</param>
/// <param name="Client">By which.</param>
/// <param name="Output">Where it tells.</param>
/// <param name="Json">Whether the node's own JSON is what is wanted.</param>
/// <param name="Cancelled">The user's Ctrl-C.</param>
internal sealed record Inquiry(AskedNode Node, ClusterClient Client, Output Output, bool Json, CancellationToken Cancelled);
