using System.CommandLine;
using System.Globalization;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors canary SERVICE --version V --share N</c>, or <c>--off</c>: splits a service's traffic by version.</summary>
internal static class CanaryCommand
{
    private const int Most = 100;

    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host, isChange: true);
        var service = new Argument<string>("SERVICE") { Description = $"A service, such as web; {host.ProgramName} status lists them." };
        var version = new Option<string?>("--version") { Description = "The version; 2 is 2.0.1 as well.", HelpName = "V" };
        var parse = Number.Parser("--share", 0, Most);
        var share = new Option<int?>("--share")
        {
            Description = $"Its share of the traffic in percent, 0 to {Most}.",
            HelpName = "N",
            CustomParser = result => parse(result),
        };
        var force = ForceOption.Create("It may be a version that no node has.");
        var wait = new WaitOptions();
        var off = new Option<bool>("--off") { Description = "Every node has its own weight again." };
        var command = options.AddTo(new Command(
            "canary", "Splits a service's traffic by version. Whatever the number of nodes that have it.")
        {
            service, version, share, off, force,
        });
        wait.AddTo(command);
        command.Validators.Add(result =>
        {
            var hasShare = result.GetResult(share) is { Implicit: false };
            var (isOff, hasVersion) = (result.GetValue(off), result.GetValue(version) is { Length: > 0 });
            if (isOff ? hasVersion || hasShare : !hasVersion || !hasShare)
            {
                result.AddError("give --version and --share, or --off.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            var name = parsed.GetRequiredValue(service);
            var canary = parsed.GetValue(off) ? null : new CanaryRequest(
                parsed.GetValue(version)!, parsed.GetValue(share)!.Value, parsed.GetValue(force));
            return await Goal(host.ProgramName, name, canary).RunAsync(
                session, () => session.Agent.CanaryAsync(name, canary, cancellationToken), wait.Of(parsed), cancellationToken);
        });
        return command;
    }

    private static AgentWait Goal(string program, string service, CanaryRequest? canary)
    {
        var (done, undo) = canary is null
            ? ($"{service}: every node has its own weight again", "")
            : (string.Create(CultureInfo.InvariantCulture, $"{service}: {canary.Share} % to version {canary.Version}"),
                $"{program} canary {service} --off");
        return new AgentWait(
            done, undo,
            (_, now) => now.Services.FirstOrDefault(one => one.Name == service)?.Canary is var shared
                && shared?.Version == canary?.Version && shared?.Share == canary?.Share);
    }
}
