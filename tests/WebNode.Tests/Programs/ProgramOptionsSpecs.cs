using Actors.Clustering.Settings;
using Microsoft.Extensions.Configuration;

namespace Actors.WebNode.Tests.Programs;

public sealed class ProgramOptionsSpecs
{
    [Fact]
    public void Without_a_command_there_is_the_demo_app() => Assert.Null(Read(out _, null).Program);

    [Fact]
    public void A_command_is_split_into_words()
    {
        var program = Read(out var reader, null, ("Command", "sh -c 'exit 3'"), ("StopGrace", "3"), ("RestartLimit", "0")).Program!;

        Assert.Empty(reader.Faults);
        Assert.Equal(["sh", "-c", "exit 3"], program.Command);
        Assert.Equal(TimeSpan.FromSeconds(3), program.StopGrace);
        Assert.Equal(0, program.RestartLimit);
    }

    [Fact]
    public void The_program_of_the_command_line_is_taken_as_it_stands() =>
        Assert.Equal(["sh", "-c", "'a  b'"], Read(out _, ["sh", "-c", "'a  b'"]).Program!.Command);

    [Theory]
    [InlineData("Command", "sh 'x", "a quote that is not closed")]
    [InlineData("Command", "no-such-program-here x", "there is no program no-such-program-here that can be executed")]
    [InlineData("Command", "/etc/passwd", "there is no program /etc/passwd that can be executed")]
    [InlineData("HealthPath", "healthz", "must be a path such as /healthz")]
    [InlineData("HealthPath", "/a b", "must be a path such as /healthz")]
    [InlineData("HealthMethod", "POST", "must be GET, HEAD, OPTIONS")]
    [InlineData("HealthHost", "a b", "must be a host name or an IP address")]
    [InlineData("HealthStatus", "2xx", "must be status codes from 100 to 599")]
    [InlineData("HealthTimeout", "0", "must be a time from")]
    [InlineData("StopGrace", "61", "must be a time from 00:00:00 to 00:01:00")]
    [InlineData("RestartLimit", "-1", "must be a whole number")]
    [InlineData("HealthEvery", "0", "must be a time from")]
    public void What_cannot_be_used_is_named_with_value_and_remedy(string key, string value, string rule)
    {
        Read(out var reader, null, (key, value));

        var fault = Assert.Single(reader.Faults);
        Assert.Contains($"Web:{key} = '{value}'", fault, StringComparison.Ordinal);
        Assert.Contains(rule, fault, StringComparison.Ordinal);
        Assert.Contains($"ACTORS_WEB__{key.ToUpperInvariant()}", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_programs_are_one_too_many()
    {
        Read(out var reader, ["sh"], ("Command", "sh"));

        Assert.Contains("a program after -- are given both", Assert.Single(reader.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_after_the_dashes_is_a_fault()
    {
        Read(out var reader, []);

        Assert.Contains("there is no program after --", Assert.Single(reader.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_word_nearly_any_answer_will_do() => Assert.Equal(HttpCheck.Default, Read(out _, ["sh"]).Served.Check);

    [Fact]
    public void A_path_of_its_own_is_asked_by_GET_and_answers_200()
    {
        var check = Read(out var reader, ["sh"], ("HealthPath", "/healthz?deep=1")).Served.Check;

        Assert.Empty(reader.Faults);
        Assert.Equal(HttpCheck.Default with { Method = "GET", Path = "/healthz?deep=1", Status = "200" }, check);
    }

    [Fact]
    public void Each_part_of_the_check_may_be_said()
    {
        var check = Read(
            out var reader, ["sh"], ("HealthMethod", "OPTIONS"), ("HealthPath", "/x"), ("HealthHost", "shop.example.com:8080"),
            ("HealthStatus", "200-299,401"), ("HealthTimeout", "5")).Served.Check;

        Assert.Empty(reader.Faults);
        Assert.Equal(new HttpCheck("OPTIONS", "/x", "shop.example.com:8080", "200-299,401", TimeSpan.FromSeconds(5)), check);
    }

    [Theory]
    [InlineData("HealthPath", "/healthz")]
    [InlineData("HealthMethod", "GET")]
    [InlineData("HealthHost", "a.example.com")]
    [InlineData("HealthStatus", "200")]
    public void What_is_asked_over_HTTP_is_not_for_tcp(string key, string value)
    {
        Read(out var reader, ["sh"], ("Protocol", "tcp"), (key, value));

        Assert.Contains($"Web:{key} = '{value}': is for Web:Protocol = http only", Assert.Single(reader.Faults), StringComparison.Ordinal);
    }

    private static WebOptions Read(out SettingsReader reader, IReadOnlyList<string>? program, params (string Key, string Value)[] settings)
    {
        var values = settings.Select(setting => KeyValuePair.Create($"Web:{setting.Key}", (string?)setting.Value));
        reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), WebOptions.Section);
        return WebOptions.Read(reader, "web-1", program);
    }
}
