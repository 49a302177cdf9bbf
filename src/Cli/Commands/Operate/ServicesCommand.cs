using System.CommandLine;
using Actors.Cli.Client;
using Actors.Cli.Views;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors services [SERVICE ...]</c>: each service and what its clients get.</summary>
internal static class ServicesCommand
{
    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host, isList: true);
        var names = new Argument<string[]>("SERVICE") { Description = "Only these services.", Arity = ArgumentArity.ZeroOrMore };
        var watch = new WatchOption();
        var command = watch.AddTo(options.AddTo(
            new Command("services", "Lists the services and what their clients get. Health, nodes that serve, routes, canary, errors.")
            {
                names,
            }));
        command.SetAction((parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            var wanted = parsed.GetValue(names) ?? [];
            return watch.RunAsync(
                parsed, session.Output, host, end => ShowAsync(session, wanted, host.ProgramName, end), cancellationToken);
        });
        return command;
    }

    private static async Task<int> ShowAsync(
        AgentSession session, string[] wanted, string program, CancellationToken cancellationToken)
    {
        var answer = await session.Agent.ServicesAsync(cancellationToken) ?? throw new CommandFailed(
            ExitCode.Failed,
            $"the agent at {session.Url} does not say what clients of its services get: it is of an older release.",
            $"{program} status shows its services; upgrade it for more.");
        var services = session.Read(answer, ContractJson.Reader.IReadOnlyListServiceView);
        if (wanted.FirstOrDefault(name => services.All(service => service.Name != name)) is { } missing)
        {
            throw AgentFailures.Unknown("service", missing, [.. services.Select(service => service.Name)], null);
        }

        ServiceView[] chosen = [.. services.Where(service => wanted.Length == 0 || wanted.Contains(service.Name, StringComparer.Ordinal))];
        session.ShowList(
            answer,
            wanted.Length == 0 ? null : wanted.ToHashSet(StringComparer.Ordinal),
            chosen.Select(service => service.Name),
            isWide => ServiceText.Table(chosen, isWide));
        return ExitCode.Ok;
    }
}
