using Actors.Cli.Client;

namespace Actors.Dev.Tests.Support;

/// <summary>What an agent answers, as far as the local system looks at it.</summary>
internal static class Answers
{
    public static readonly StatusAnswer Agent = new("ha-1", "Idle", 1, 1, null, null, null, [], [], null, null, null, null);

    public static FailureAnswer Failure(string stage, string output, string? hint = null) => new(1, stage, output, hint, null);

    public static NodeAnswer Node(string name, string state) =>
        new(name, "web", "127.0.0.1", 7001, null, 100, state, null, null, null, null, null, null);
}
