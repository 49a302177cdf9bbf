using System.CommandLine;
using Actors.Cli.Commands.Operate;
using Actors.Cli.Views;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Template;

/// <summary>
/// <c>actors template check [FILE]</c>: what HAProxy thinks of a template, with the nodes of the agent that runs, else with two for
/// example.
/// </summary>
internal static class CheckCommand
{
    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host);
        var template = new Argument<FileInfo?>("FILE")
        {
            Description = "A template (default: the one in force, or the embedded one).",
            Arity = ArgumentArity.ZeroOrOne,
        };
        template.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && !File.Exists(path))
            {
                result.AddError($"{path}: no such file.");
            }
        });
        var snippets = new Option<DirectoryInfo?>("--snippets")
        {
            Description = "A folder with snippets (default: those in force).",
            HelpName = "FOLDER",
        };
        snippets.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && !Directory.Exists(path))
            {
                result.AddError($"--snippets: {path}: no such folder.");
            }
        });
        var command = options.AddTo(
            new Command(
                "check",
                "Has HAProxy check a template. With the nodes of the running agent, or with two for example where none runs. "
                + "Changes nothing; ends with 1 when it is refused.") { template, snippets });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (file, folder) = (parsed.GetValue(template)?.FullName, parsed.GetValue(snippets)?.FullName);
            var text = file is null ? null : await TemplateFile.ReadAsync(file, cancellationToken);
            var session = Open(host, options, parsed);
            var isJson = options.Format(parsed) == OutputFormat.Json;
            var output = session?.Output ?? host.Output(isJson);
            var answer = session is null
                ? await host.OfflineCheck!(file, folder, output, cancellationToken)
                : await AskAsync(session, text, folder, cancellationToken);
            return Tell(output, isJson, answer, session is null);
        });
        return command;
    }

    // Only where nothing runs here and none elsewhere is named: one that does not answer is an error.
    private static AgentSession? Open(CommandHost host, AgentOptions options, ParseResult parsed)
    {
        try
        {
            return options.Open(parsed);
        }
        catch (CommandFailed failure) when (failure.ExitCode == ExitCode.NothingRuns && host.OfflineCheck is not null)
        {
            return null;
        }
    }

    private static async Task<string> AskAsync(AgentSession session, string? template, string? folder, CancellationToken cancellationToken)
    {
        // As plain text an agent of before there were snippets takes it too.
        return folder is null
            ? await session.Agent.RenderAsync(template ?? "", cancellationToken)
            : await session.Agent.RenderAsync(template, await ReadSnippetsAsync(folder, cancellationToken), cancellationToken);
    }

    private static async Task<IReadOnlyDictionary<string, string>> ReadSnippetsAsync(string folder, CancellationToken cancellationToken)
    {
        var snippets = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*.cfg").Where(path => !Path.GetFileName(path).StartsWith('.')))
        {
            snippets.Add(Path.GetFileNameWithoutExtension(path), await File.ReadAllTextAsync(path, cancellationToken));
        }

        return snippets;
    }

    private static int Tell(Output output, bool isJson, string answer, bool isExample)
    {
        var rendered = ContractJson.Read(answer, ContractJson.Default.RenderAnswer)
            ?? throw new CommandFailed(
                ExitCode.Failed,
                "what the agent answers cannot be read.",
                "Is it of the same version as this program? --json shows what it says.");
        if (isJson)
        {
            output.Json(answer.TrimEnd());
        }
        else
        {
            TemplateVerdict.Tell(output, rendered, isExample);
        }

        return rendered.IsTaken ? ExitCode.Ok : ExitCode.Failed;
    }
}
