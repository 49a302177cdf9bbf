using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Actors.HaAgent.Tests.Monitoring;

/// <summary>The alert rules of docs/monitoring, as Prometheus itself evaluates them.</summary>
public sealed partial class AlertSpecs
{
    private static readonly string Rules = Repository.PathOf("docs", "monitoring", "alerts.yml");
    private static readonly string Cases = Repository.PathOf("tests", "HaAgent.Tests", "Monitoring", "alerts.test.yml");

    [PromtoolFact]
    public async Task Each_fires_when_it_should_and_not_before()
    {
        var start = new ProcessStartInfo(PromtoolFactAttribute.Found!, ["test", "rules", Cases])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var promtool = Process.Start(start)!;
        var (output, errors) = (promtool.StandardOutput.ReadToEndAsync(), promtool.StandardError.ReadToEndAsync());
        await promtool.WaitForExitAsync();

        Assert.True(promtool.ExitCode == 0, await output + await errors);
    }

    [Fact]
    public async Task Each_has_a_case_a_severity_a_summary_and_what_to_do()
    {
        var rules = (await File.ReadAllTextAsync(Rules)).Split("- alert: ")[1..];
        var cases = await File.ReadAllTextAsync(Cases);

        Assert.All(rules, rule =>
        {
            var name = Word().Match(rule).Value;
            Assert.Matches($"\\b{name}\\b", cases);
            Assert.Matches("severity: (critical|warning)", rule);
            Assert.Contains("summary:", rule, StringComparison.Ordinal);
            Assert.Contains("description:", rule, StringComparison.Ordinal);
        });
    }

    [GeneratedRegex("^\\w+")]
    private static partial Regex Word();
}

/// <summary>A test that needs promtool, of Debian's package prometheus.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PromtoolFactAttribute : FactAttribute
{
    public PromtoolFactAttribute() => Skip = Found is null ? "it needs promtool: apt-get install prometheus" : null;

    /// <summary>The program; null where the machine has none.</summary>
    public static string? Found { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, "promtool")).FirstOrDefault(File.Exists);
}
