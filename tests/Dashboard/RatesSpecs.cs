namespace Actors.Dashboard;

public sealed class RatesSpecs(Browser browser) : DashboardPage(browser)
{
    [Theory]
    [InlineData("[[0, 100, 0], [1000, 150, 1], [3000, 250, 1]]", "null/null 50/1 50/0")]
    [InlineData("[[0, 100, 0], [1000, 5, 0], [2000, 15, 0]]", "null/null null/0 10/0")]
    [InlineData("[[0, 100, 0], [1000, null, null], [2000, 300, 0]]", "null/null null/null null/null")]
    [InlineData("[[0, 100, 0], [100, 900, 0], [1000, 150, 0]]", "null/null 50/0")]
    [InlineData("[[0, 1, 0], [1000, 2, 0], [200000, 3, 0]]", "null/null")]
    [InlineData("[[9000, 100, 0], [1000, 150, 0], [2000, 160, 0]]", "null/null 10/0")]
    public async Task Counters_become_rates_and_what_cannot_be_known_is_none(string readings, string expected)
    {
        await OpenAsync();

        var rates = await Page.EvaluateAsync<string>(
            """
            async readings => {
              const { Rates } = await import('/dashboard/rates.js');
              const rates = new Rates();
              for (const [at, requests, errors] of JSON.parse(readings)) {
                rates.add(at, [{ name: 'web-1', requests, errors }], true);
              }

              return rates.of('web-1').map(point => `${point.requests}/${point.errors}`).join(' ');
            }
            """,
            readings);

        Assert.Equal(expected, rates);
    }

    [Fact]
    public async Task A_tab_that_slept_has_no_peak_since_the_agents_clock_counts()
    {
        await OpenAsync();

        var rates = await Page.EvaluateAsync<string>(
            """
            async () => {
              const { Rates } = await import('/dashboard/rates.js');
              const rates = new Rates();
              [0, 1000, 7000, 8000].forEach(at => rates.add(at, [{ name: 'web-1', requests: at * 30 / 1000, errors: 0 }], true));
              return rates.of('web-1').map(point => point.requests).join(' ');
            }
            """);

        Assert.Equal(" 30 30 30", rates);
    }

    [Fact]
    public async Task An_interruption_breaks_the_line()
    {
        await OpenAsync();

        var rates = await Page.EvaluateAsync<string>(
            """
            async () => {
              const { Rates } = await import('/dashboard/rates.js');
              const rates = new Rates();
              rates.add(0, [{ name: 'web-1', requests: 0, errors: 0 }], true);
              rates.interrupt();
              rates.add(9000, [{ name: 'web-1', requests: 90, errors: 0 }], true);
              rates.add(10000, [{ name: 'web-1', requests: 100, errors: 0 }], true);
              return rates.of('web-1').map(point => String(point.requests)).join(' ');
            }
            """);

        Assert.Equal("null null null 10", rates);
    }
}
