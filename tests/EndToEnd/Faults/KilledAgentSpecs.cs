using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace Actors.EndToEnd.Faults;

/// <summary>
/// An agent is killed at any moment while overrides are given: what it answered holds, its history has each row that was ever seen as it
/// was, and its numbers have no gap and none twice.
/// </summary>
[Trait("Tier", "Long")]
public sealed class KilledAgentSpecs(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Agent = "ha-1";
    private const int Rounds = 15;
    private static readonly string[] Webs = ["web-1", "web-2", "web-3"];
    private readonly Random _random = new(TestRun.Seed);
    private readonly SortedDictionary<long, string> _seen = [];
    private readonly Dictionary<string, int> _answered = [];
    private LocalSystem _system = null!;

    public async Task InitializeAsync() => _system = await Systems.OpenAsync(nodes: 5);

    public async Task DisposeAsync() => await _system.DisposeAsync();

    [Fact]
    public async Task Whenever_it_is_killed_nothing_of_its_history_is_lost_or_told_twice()
    {
        output.WriteLine($"seed {TestRun.Seed}");
        _system.StartSeed();
        _system.StartHa();
        for (var web = 1; web <= Webs.Length; web++)
        {
            _system.StartWeb(web);
        }

        await _system.UntilOneClusterAsync(["seed-1", Agent, .. Webs]);
        await _system.UntilListedAsync(1, 2, 3);
        for (var round = 1; round <= Rounds; round++)
        {
            await _system.UntilSettledAsync();
            var (asked, weight) = await GiveUntilKilledAsync(TimeSpan.FromMilliseconds(_random.Next(1500)));
            _system.StartAgain(Agent);
            await _system.UntilOneClusterAsync(["seed-1", Agent, .. Webs]);
            await _system.UntilSettledAsync();
            await AssertOverridesAsync(asked, weight);
            var applied = (await _system.StatusAsync()).GetProperty("revisionApplied").GetInt64();
            await SeeAsync(limit: 1000);
            Assert.Equal(Enumerable.Range(1, _seen.Count).Select(number => (long)number), _seen.Keys);
            Assert.Contains(applied, _seen.Keys);
        }
    }

    // What was asked and not answered may hold or not.
    private async Task<(string? Asked, int Weight)> GiveUntilKilledAsync(TimeSpan after)
    {
        var process = _system.Running[Agent];
        var killed = Task.Run(async () =>
        {
            await RealTime.PassAsync(after, "as somebody kills it at any moment");
            await process.KillAsync();
        });
        var (asked, weight) = ((string?)null, 0);
        try
        {
            while (true)
            {
                (asked, weight) = (Webs[_random.Next(Webs.Length)], _random.Next(1, 256));
                var answer = await _system.AskAsync(
                    HttpMethod.Post, Agent, $"/api/nodes/{asked}/weight", _system.TokenOf(Agent),
                    string.Create(CultureInfo.InvariantCulture, $$"""{ "weight": {{weight}} }"""));
                Assert.Equal(202, answer.Status);
                _answered[asked] = weight;
                asked = null;
                await SeeAsync(limit: 5);
            }
        }
        catch (Exception error) when (error is HttpRequestException or JsonException)
        {
            await killed;
            return (asked, weight);
        }
    }

    private async Task AssertOverridesAsync(string? asked, int weight) => await Eventually.BecomesAsync(
        "what was answered is so", _system.Tail, async () =>
        {
            var now = (await _system.AskAsync(HttpMethod.Get, Agent, "/api/nodes")).Json.EnumerateArray().ToDictionary(
                node => node.GetProperty("name").GetString()!,
                node => node.GetProperty("order") is { ValueKind: JsonValueKind.Object } given
                    ? given.GetProperty("weight").GetInt32() : 0);
            var other = _answered.Where(one => now.GetValueOrDefault(one.Key) != one.Value && (one.Key != asked || now[asked] != weight))
                .Select(one => $"{one.Key}: {now.GetValueOrDefault(one.Key)} where {one.Value} was answered").ToList();
            if (other.Count == 0 && asked is not null && now.GetValueOrDefault(asked) == weight)
            {
                _answered[asked] = weight;
            }

            return (other.Count == 0, string.Join("; ", other));
        });

    // A row that was seen once is as it was, whenever it is seen again.
    private async Task SeeAsync(int limit)
    {
        var answer = await _system.AskAsync(
            HttpMethod.Get, Agent, string.Create(CultureInfo.InvariantCulture, $"/api/history?limit={limit}"));
        var rows = answer.Json.EnumerateArray().ToDictionary(row => row.GetProperty("revision").GetInt64(), row => row.GetRawText());
        foreach (var (number, row) in rows)
        {
            Assert.Equal(_seen.GetValueOrDefault(number, row), row);
            _seen[number] = row;
        }

        if (limit > _seen.Count)
        {
            Assert.Equal(_seen.Keys, rows.Keys.Order());
        }
    }
}
