using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Commands.Operate;

/// <summary>A fake agent and a console that speaks to it.</summary>
public abstract class OperatorSpecs : IAsyncLifetime
{
    private protected const string Token = "0123456789abcdef";

    /// <summary>Whether each timer is due at once.</summary>
    private protected bool Hasten { get; init; }

    private protected TemporaryFolder Folder { get; } = new();

    private protected FakeAgent Agent { get; private set; } = null!;

    private protected OperatorConsole Console { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Agent = await FakeAgent.Start();
        Console = new OperatorConsole { Time = Hasten ? new HastyClock() : new StandingClock(Answers.Now) };
        Console.Variables["ACTORS_URL"] = Agent.Url.ToString();
        Console.Variables["ACTORS_TOKEN"] = Token;
    }

    public async Task DisposeAsync()
    {
        // Remedies of another program are none.
        Assert.DoesNotContain("./", Console.Result + Console.Error, StringComparison.Ordinal);
        await Agent.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>The one request that was made, beside that for the nodes as they were before an override.</summary>
    private protected Asked Request =>
        Assert.Single(Agent.Requests, asked => asked.Path != "/api/nodes" || Agent.Requests.All(other => other.Path == "/api/nodes"));

    /// <summary>Its moment stands, its timers run.</summary>
    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
