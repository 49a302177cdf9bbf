using System.CommandLine;
using Actors.Cli.Views;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary>
/// <c>actors render [TEMPLATE-FILE]</c>: what a template would make, what HAProxy says of it, what it would take. Changes nothing.
/// </summary>
internal static class RenderCommand
{
    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host);
        var template = new Argument<FileInfo?>("TEMPLATE-FILE")
        {
            Description = "A template (default: the agent's own).",
            Arity = ArgumentArity.ZeroOrOne,
        };
        template.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && !File.Exists(path))
            {
                result.AddError($"{path}: no such file.");
            }
        });
        var file = new Option<FileInfo?>("--out")
        {
            Description = "Write the configuration there instead of to standard output.",
            HelpName = "FILE",
        };
        var command = options.AddTo(
            new Command(
                "render",
                "Shows the configuration that a template would make. It has the nodes of now; standard error has HAProxy's answer and how "
                + "it would be applied. Changes nothing; ends with 1 when HAProxy refuses it.") { template, file });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = options.Open(parsed, quiet: true);
            return await RunAsync(session, parsed.GetValue(template)?.FullName, parsed.GetValue(file)?.FullName, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(AgentSession session, string? template, string? file, CancellationToken cancellationToken)
    {
        var answer = await session.Agent.RenderAsync(
            template is null ? "" : await TemplateFile.ReadAsync(template, cancellationToken), cancellationToken);
        var rendered = session.Read(answer, ContractJson.Default.RenderAnswer);
        if (file is not null && rendered.Text is { } text)
        {
            await File.WriteAllTextAsync(file, text, cancellationToken);
            session.Output.Good($"Written: {file}");
        }

        if (session.IsJson)
        {
            session.Output.Json(answer.TrimEnd());
        }
        else if (file is null && rendered.Text is not null)
        {
            session.Output.Raw(rendered.Text.TrimEnd('\n'));
        }

        RenderVerdict.Tell(session.Output, rendered);
        return rendered.IsTaken ? ExitCode.Ok : ExitCode.Failed;
    }
}
