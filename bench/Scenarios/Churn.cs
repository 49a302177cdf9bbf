using Actors.Bench.Systems;

namespace Actors.Bench.Scenarios;

/// <summary>
/// Changes of membership in a row, in a fixed order, each begun once HAProxy shows the last one: nodes go out of service and
/// come back while their app runs on, and every fifth time a node is stopped and started anew.
/// </summary>
internal static class Churn
{
    private const int Changing = 200;
    private const int Extra = 4;
    private static readonly int[] All = [.. Changes.Webs, Extra];

    public static async Task<Round> RunAsync(IBalancedSystem system)
    {
        await system.AddAndListenAsync(Extra);
        await system.UntilUpAsync(All);
        var before = (await system.ChangeTimesAsync()).Count;
        var (traffic, at, endedAt) = await Changes.UnderLoadAsync(system, async _ =>
        {
            for (var change = 0; change < Changing; change += 2)
            {
                var turn = change / 2;
                await (turn % 5 == 4 ? RestartAsync(system) : OutAndInAsync(system, Changes.Webs[turn % Changes.Webs.Length]));
            }

            return TimeProvider.System.GetTimestamp();
        });
        var changeTimes = (await system.ChangeTimesAsync()).Skip(before);
        await system.StopWebAsync(Extra);
        await system.UntilUpAsync(Changes.Webs);
        var seconds = TimeProvider.System.GetElapsedTime(at, endedAt).TotalSeconds;
        return Round.Of(traffic, ("all changes s", seconds), ("one change s", seconds / Changing)).With(changeTimes);
    }

    private static async Task OutAndInAsync(IBalancedSystem system, int number)
    {
        await system.SetServingAsync(number, false);
        await system.UntilOutAsync(number);
        await system.SetServingAsync(number, true);
        await system.UntilUpAsync(All);
    }

    private static async Task RestartAsync(IBalancedSystem system)
    {
        await system.StopWebAsync(Extra);
        await system.UntilUpAsync(Changes.Webs);
        await system.AddAndListenAsync(Extra);
        await system.UntilUpAsync(All);
    }
}
