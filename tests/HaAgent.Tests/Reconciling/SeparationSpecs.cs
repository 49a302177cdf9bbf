using Actors.HaAgent.Reconciling;


namespace Actors.HaAgent.Tests.Reconciling;

public sealed class SeparationSpecs
{
    [Theory]
    [InlineData(1, "0")]
    [InlineData(100, "37")]
    [InlineData(100, "0,99")]
    [InlineData(100, "3,4,50,51,52")]
    [InlineData(3, "0,1,2")]
    [InlineData(5, "")]
    public async Task Just_the_bad_ones_are_left_out(int parts, string bad)
    {
        var refused = bad.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToHashSet();

        var found = await Separation.FindAsync(
            [.. Enumerable.Range(0, parts)],
            tried => Task.FromResult(tried.FirstOrDefault(refused.Contains, -1) is var one and >= 0 ? $"{one} is bad" : null));

        Assert.Equal(refused.Order(), found.Select(one => one.Part).Order());
        Assert.All(found, one => Assert.Equal($"{one.Part} is bad", one.Why));
    }

    [Fact]
    public async Task Of_two_that_cannot_be_together_the_later_one_is_left_out()
    {
        var found = await Separation.FindAsync(
            ["a", "b", "c", "d"], tried => Task.FromResult(tried.Contains("b") && tried.Contains("d") ? "b and d have one port" : null));

        Assert.Equal("d", Assert.Single(found).Part);
    }

    [Fact]
    public async Task One_of_a_thousand_is_found_in_few_tries()
    {
        var tries = 0;

        await Separation.FindAsync([.. Enumerable.Range(0, 1000)], tried =>
        {
            tries++;
            return Task.FromResult(tried.Contains(500) ? "bad" : null);
        });

        Assert.InRange(tries, 10, 22);
    }
}
