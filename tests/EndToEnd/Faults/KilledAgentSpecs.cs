using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace Actors.EndToEnd.Faults;

/// <summary>
/// Two agents are restarted at any moment, killed or told to stop, one of them or both, while overrides, freezes and canaries are given
/// and lifted at either: what was answered with 202 holds at both, each answered command has its row in the history of the agent that
/// answered, each row that was ever seen is there as it was, and the numbers have no gap and none twice.
/// </summary>
[Trait("Tier", "Long")]
public sealed class KilledAgentSpecs(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>How long it goes on, in minutes; longer where this is given.</summary>
    private const string MinutesVariable = "ACTORS_TEST_MINUTES";
    private const int Webs = 4;
    private static readonly string[] Agents = ["ha-1", "ha-2"];
    private static readonly string[] Nodes = ["seed-1", .. Agents, .. Enumerable.Range(1, Webs).Select(web => $"web-{web}")];

    /// <summary>What is given and lifted, each of another subject: of one subject the later word stands for all of it.</summary>
    private static readonly Wish[] Wishes =
    [
        new("web-1", "/api/nodes/web-1/drain", "", "/api/nodes/web-1/ready", ""),
        new("web-2", "/api/nodes/web-2/maintenance", "", "/api/nodes/web-2/ready", ""),
        new("web-3", "/api/nodes/web-3/weight", """{ "weight": 7 }""", "/api/nodes/web-3/weight", """{ "weight": null }"""),
        new("@web", "/api/services/web/canary", """{ "version": "9", "share": 10 }""", "/api/services/web/canary", null),
        new("*", "/api/freeze", "", "/api/thaw", ""),
    ];

    private readonly Random _random = new(TestRun.Seed);

    /// <summary>The reasons that may stand with each subject now, each given once; empty where it is lifted.</summary>
    private readonly Dictionary<string, HashSet<string>> _wanted =
        Wishes.ToDictionary(wish => wish.Subject, _ => new HashSet<string> { "" });

    private readonly Dictionary<string, History> _histories = Agents.ToDictionary(agent => agent, agent => new History());
    private LocalSystem _system = null!;
    private int _given;

    public async Task InitializeAsync() => _system = await Systems.OpenAsync(nodes: 7);

    public async Task DisposeAsync() => await _system.DisposeAsync();

    [Fact]
    public async Task Whenever_agents_are_restarted_what_was_answered_is_so_and_its_history_has_no_gap_and_no_number_twice()
    {
        var minutes = int.Parse(Environment.GetEnvironmentVariable(MinutesVariable) ?? "2", CultureInfo.InvariantCulture);
        var begun = TimeProvider.System.GetTimestamp();
        var (rounds, restarts) = (0, 0);
        output.WriteLine($"seed {TestRun.Seed}, {minutes} min");
        _system.StartSeed();
        _system.StartHa();
        _system.StartHa2();
        for (var web = 1; web <= Webs; web++)
        {
            _system.StartWeb(web);
        }

        await UntilWholeAsync();
        while (TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMinutes(minutes))
        {
            string[] ended = _random.Next(4) == 0 ? Agents : [Agents[_random.Next(2)]];
            rounds++;
            restarts += ended.Length;
            await GiveWhileEndingAsync(ended, isKill: _random.Next(3) > 0, TimeSpan.FromMilliseconds(_random.Next(1500)));
            foreach (var agent in ended)
            {
                _system.StartAgain(agent);
            }

            await UntilWholeAsync();
            await AssertWantedAsync();
            foreach (var agent in Agents)
            {
                await SeeAsync(agent, limit: 1000);
                _histories[agent].AssertWhole(agent);
                Assert.Contains(
                    (await _system.StatusAsync(agent)).GetProperty("revisionApplied").GetInt64(), _histories[agent].Rows.Keys);
            }
        }

        var answered = _histories.Values.Sum(history => history.Answered.Count);
        var rows = string.Join(" and ", _histories.Values.Select(history => history.Rows.Count));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rounds} rounds, {restarts} restarts of agents, {_given} commands, {answered} of them answered, {rows} rows."));
    }

    private async Task UntilWholeAsync()
    {
        await _system.UntilOneClusterAsync(Nodes);
        foreach (var agent in Agents)
        {
            await _system.UntilSettledAsync(agent);
        }
    }

    // Where both end at once, some commands meet nobody.
    private async Task GiveWhileEndingAsync(string[] ended, bool isKill, TimeSpan after)
    {
        var ending = Task.Run(async () =>
        {
            await RealTime.PassAsync(after, "as somebody ends it at any moment");
            await Task.WhenAll(ended.Select(agent => isKill ? _system.Running[agent].KillAsync() : _system.Running[agent].StopAsync()));
        });
        while (!ending.IsCompleted)
        {
            var agent = Agents[_random.Next(2)];
            await GiveAsync(agent, Wishes[_random.Next(Wishes.Length)], isLifted: _random.Next(2) == 0);
            await TryToSeeAsync(agent);
        }

        await ending;
    }

    // What was asked and not answered may hold or not.
    private async Task GiveAsync(string agent, Wish wish, bool isLifted)
    {
        var reason = string.Create(CultureInfo.InvariantCulture, $"number {++_given}");
        var (path, body) = isLifted ? (wish.LiftPath, wish.LiftBody) : (wish.Path, wish.Body);
        var (wanted, now) = (_wanted[wish.Subject], isLifted ? "" : reason);
        try
        {
            var answer = await _system.AskAsync(
                body is null ? HttpMethod.Delete : HttpMethod.Post, agent, $"{path}?force=true&reason={Uri.EscapeDataString(reason)}",
                _system.TokenOf(agent), string.IsNullOrEmpty(body) ? null : body);
            if (answer.Status == 202)
            {
                wanted.Clear();
                wanted.Add(now);
                _histories[agent].Answered.Add(reason);
                return;
            }

            // It is about to end, or not in the cluster: 503, or 404 for a node that it does not know yet.
            Assert.True(answer.Status is 503 or 404, $"{agent}, {path}: {answer}");
        }
        catch (HttpRequestException)
        {
            // Nobody answers, or in the middle of an answer no more.
        }

        wanted.Add(now);
    }

    private Task AssertWantedAsync() => Eventually.BecomesAsync("what was answered is so at both", _system.Tail, async () =>
    {
        var (said, other) = (new List<IReadOnlyDictionary<string, string>>(), new List<string>());
        foreach (var agent in Agents)
        {
            var now = await SaidAsync(agent);
            said.Add(now);
            other.AddRange(Wishes.Where(wish => !_wanted[wish.Subject].Contains(now[wish.Subject])).Select(wish =>
                $"{agent}, {wish.Subject}: '{now[wish.Subject]}' where '{string.Join("' or '", _wanted[wish.Subject])}' was answered"));
            var servers = await (agent == "ha-1" ? _system.Ha1 : _system.Ha2).ServersAsync();
            if (servers["web-1"].IsDrained != (now["web-1"].Length > 0)
                || servers["web-2"].Status == "MAINT" != (now["web-2"].Length > 0))
            {
                other.Add($"{agent}, HAProxy: {servers["web-1"]}, {servers["web-2"]}");
            }
        }

        if (other.Count == 0 && Wishes.All(wish => said[0][wish.Subject] == said[1][wish.Subject]))
        {
            foreach (var wish in Wishes)
            {
                _wanted[wish.Subject] = [said[0][wish.Subject]];
            }

            return (true, "");
        }

        return (false, $"{string.Join("; ", other)}; ha-1 says {string.Join(", ", said[0])}; ha-2 says {string.Join(", ", said[1])}");
    });

    /// <summary>The reason of each override that an agent has in force; empty for none.</summary>
    private async Task<IReadOnlyDictionary<string, string>> SaidAsync(string agent)
    {
        var nodes = (await _system.AskAsync(HttpMethod.Get, agent, "/api/nodes")).Json.EnumerateArray()
            .Select(node => (Subject: node.GetProperty("name").GetString()!, Reason: ReasonOf(node, "order")));
        var services = (await _system.AskAsync(HttpMethod.Get, agent, "/api/services")).Json.EnumerateArray()
            .Select(service => (Subject: $"@{service.GetProperty("name").GetString()}", Reason: ReasonOf(service, "override")));
        return nodes.Concat(services).Append(("*", ReasonOf(await _system.StatusAsync(agent), "frozen")))
            .ToDictionary(one => one.Item1, one => one.Item2);
    }

    private static string ReasonOf(JsonElement of, string name) =>
        of.GetProperty(name) is { ValueKind: JsonValueKind.Object } given ? given.GetProperty("reason").GetString() ?? "" : "";

    private async Task TryToSeeAsync(string agent)
    {
        try
        {
            await SeeAsync(agent, limit: 10);
        }
        catch (Exception error) when (error is HttpRequestException or JsonException)
        {
            // It has ended, or ends.
        }
    }

    private async Task SeeAsync(string agent, int limit)
    {
        var answer = await _system.AskAsync(
            HttpMethod.Get, agent, string.Create(CultureInfo.InvariantCulture, $"/api/history?limit={limit}"));
        _histories[agent].See(answer.Json);
    }

    /// <summary>What is wanted of a subject, and how it is lifted.</summary>
    private sealed record Wish(string Subject, string Path, string Body, string LiftPath, string? LiftBody);

    /// <summary>The rows of an agent that were seen.</summary>
    private sealed class History
    {
        public SortedDictionary<long, string> Rows { get; } = [];

        /// <summary>The reasons of the commands that this agent has answered.</summary>
        public HashSet<string> Answered { get; } = [];

        private List<string> Commands { get; } = [];

        // A row that was seen once is as it was, whenever it is seen again.
        public void See(JsonElement rows)
        {
            foreach (var row in rows.EnumerateArray())
            {
                var (number, text) = (row.GetProperty("revision").GetInt64(), row.GetRawText());
                if (Rows.TryGetValue(number, out var before))
                {
                    Assert.Equal(before, text);
                }
                else if (row.GetProperty("by").GetString() == "command")
                {
                    Commands.Add(row.GetProperty("reason").GetString()!);
                }

                Rows[number] = text;
            }
        }

        public void AssertWhole(string agent)
        {
            Assert.Equal(Enumerable.Range(1, Rows.Count).Select(number => (long)number), Rows.Keys);
            Assert.Equal([], Answered.Except(Commands).Select(reason => $"{agent} has no row for {reason}"));
            Assert.Equal([], Commands.GroupBy(reason => reason).Where(rows => rows.Count() > 1).Select(rows => rows.Key));
        }
    }
}
