using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Cli.Client;
using Actors.Cli.Views;
using Actors.Contracts.Api;
using Spectre.Console.Rendering;

namespace Actors.Cli.Commands.Operate;

/// <summary>An agent that a command speaks to, and the user that it tells of it.</summary>
internal sealed record AgentSession(AgentClient Agent, Uri Url, Output Output, TimeProvider Time, bool IsJson)
{
    /// <summary>Shows an answer: as it came, or as people like it.</summary>
    public void Show<T>(string answer, JsonTypeInfo<T> type, Func<T, IRenderable> view)
        where T : class
    {
        if (IsJson)
        {
            Output.Json(answer.TrimEnd());
        }
        else
        {
            Output.Show(view(Read(answer, type)));
            Output.Line();
        }
    }

    /// <summary>Says what the agent has taken; as JSON its answer, or a document in its place where that is empty.</summary>
    public void Taken(string answer, string sentence)
    {
        if (IsJson)
        {
            Output.Json(string.IsNullOrWhiteSpace(answer)
                ? JsonSerializer.Serialize(new TakenReport(sentence), OperateJson.Readable.TakenReport)
                : answer.TrimEnd());
        }
        else
        {
            Output.Good(sentence);
        }
    }

    /// <summary>The answer as a value.</summary>
    public T Read<T>(string answer, JsonTypeInfo<T> type)
        where T : class =>
        ContractJson.Read(answer, type)
        ?? throw new CommandFailed(
            ExitCode.NothingRuns,
            $"what {Url} answers cannot be read.",
            "Is the agent of the same version as this program? --json shows its answer.");
}
