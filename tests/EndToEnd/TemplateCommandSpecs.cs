using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;

namespace Actors.EndToEnd;

/// <summary>The agent's program as a tool, where no agent runs: its template, and what HAProxy thinks of another.</summary>
public sealed class TemplateCommandSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ae-").FullName;

    private static string Embedded => File.ReadAllText(Repository.EmbeddedTemplate);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_prints_the_embedded_template()
    {
        var result = await RunAsync("export");

        Assert.Equal((0, Embedded), (result.ExitCode, result.StandardOutput));
    }

    [Theory, EachHaProxy]
    public async Task It_checks_a_template_with_nodes_for_example(string haProxy)
    {
        var (code, answer) = await CheckAsync(haProxy, Embedded);
        Assert.Equal((0, JsonValueKind.Null), (code, answer.GetProperty("verdict").ValueKind));
        Assert.Contains("server example-2 192.0.2.2:3000", answer.GetProperty("text").GetString(), StringComparison.Ordinal);

        (code, answer) = await CheckAsync(haProxy, Embedded.Replace("balance roundrobin", "balance by-magic", StringComparison.Ordinal));
        Assert.Equal(1, code);
        Assert.Matches(@"\[rendered:\d+\].*balance only supports", answer.GetProperty("verdict").GetString());

        (code, answer) = await CheckAsync(haProxy, "{{ nothing_like_it }}");
        Assert.Equal(1, code);
        Assert.Contains("nothing_like_it", answer.GetProperty("errors").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_checks_snippets_too()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "services.cfg"), "frontend mine\n");

        var result = await RunAsync("check", $"--HaProxy:SnippetsPath={_folder}");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("services.cfg:1: 'frontend' opens a section", result.StandardOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check /no/such/file", "HaProxy:TemplatePath = '/no/such/file': there is no such file")]
    [InlineData("check --HaProxy:HtpPort=80", "HaProxy:HtpPort = '80': no such setting")]
    [InlineData("import", "usage:")]
    public async Task What_cannot_be_done_is_said_on_standard_error(string arguments, string error)
    {
        var result = await RunAsync(arguments.Split(' '));

        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains(error, result.StandardError, StringComparison.Ordinal);
    }

    private async Task<(int Code, JsonElement Answer)> CheckAsync(string haProxy, string template)
    {
        var file = Path.Combine(_folder, "my.sbn");
        await File.WriteAllTextAsync(file, template);
        var result = await RunAsync("check", file, $"--HaProxy:Binary={HaProxies.PathOf(haProxy)}");
        return (result.ExitCode, JsonDocument.Parse(result.StandardOutput).RootElement);
    }

    private static async Task<BufferedCommandResult> RunAsync(params string[] arguments) =>
        await Cli.Wrap(LocalSystem.Program("ha")).WithArguments(["template", .. arguments]).WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
}
