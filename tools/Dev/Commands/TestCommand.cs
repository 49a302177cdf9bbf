using System.CommandLine;
using Actors.Cli.Commands;
using Actors.Dev.Nodes;
using Actors.Dev.Testing;

namespace Actors.Dev.Commands;

/// <summary><c>./actors test</c>: builds once, runs the test projects, and sums up.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var isLong = new Option<bool>("--long")
        {
            Description = "All that the usual run leaves out, which takes an hour: networks cut, disks filled, everything restarted in "
                + "any order, a soak.",
        };
        var containers = new Option<bool>("--containers")
        {
            Description = "Install a container engine where there is none, instead of leaving the container tests out.",
        };
        var only = new Option<string[]>("--only")
        {
            Description = "Only these test projects, such as EndToEnd.",
            HelpName = "PROJECT",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        var filter =
            new Option<string?>("--filter") { Description = "Only tests that match, as in `dotnet test --filter`.", HelpName = "X" };
        var seed = new Option<int?>("--seed")
        {
            Description = "What random tests are made from: the same seed does the same. The default is the commit's, with --long or "
                + "--repeat a new one each time.",
            HelpName = "N",
        };
        var repeat = new Option<int>("--repeat")
        {
            Description = "How often; a test has to pass each time.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
            CustomParser = Number.Parser("--repeat", 1, 1000),
        };
        var parseSeed = Number.Parser("--seed", 0, int.MaxValue);
        seed.CustomParser = result => parseSeed(result);
        var command = new Command(
            "test", "Runs the tests. The last line says how many passed and failed.") { isLong, containers, only, filter, seed, repeat };
        command.SetAction((parsed, cancellationToken) => new TestSession(
            LocalSystem.OnThisMachine(),
            new TestRequest(
                parsed.GetValue(isLong) ? TestTier.Long : TestTier.Landing,
                [.. parsed.GetValue(only) ?? []],
                parsed.GetValue(filter),
                parsed.GetValue(seed),
                parsed.GetValue(repeat),
                parsed.GetValue(containers))).RunAsync(cancellationToken));
        return command;
    }
}
