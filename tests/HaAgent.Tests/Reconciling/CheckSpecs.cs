using Actors.HaAgent.Membership;

namespace Actors.HaAgent.Tests.Reconciling;

/// <summary>HAProxy's check and the agents' probe ask a program as its node says.</summary>
public sealed class CheckSpecs : HaProxyTestKit
{
    private static readonly HttpCheck Healthz = HttpCheck.Default with { Method = "GET", Path = "/healthz", Status = "200" };

    /// <summary>
    /// Checks, the first line and host of the request that passes them, and its status; whatever else is asked is answered by 500.
    /// </summary>
    public static TheoryData<string, string, string, int> Programs => new()
    {
        { "", "HEAD / ", "localhost", 501 },
        { "", "HEAD / ", "localhost", 405 },
        { "", "HEAD / ", "localhost", 302 },
        { "method=GET;path=/healthz;status=200", "GET /healthz ", "localhost", 200 },
        { "method=GET;path=/health?deep=1;status=200-299", "GET /health?deep=1 ", "localhost", 204 },
        { "method=OPTIONS;path=/;status=200", "OPTIONS / ", "localhost", 200 },
        { "host=shop.example.com", "HEAD / ", "shop.example.com", 200 },
        { "host=shop.example.com:8080;status=401", "HEAD / ", "shop.example.com:8080", 401 },
        { "status=503", "HEAD / ", "localhost", 503 },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_program_that_answers_as_its_node_says_is_well(string written, string start, string host, int status)
    {
        using var program = Answering(start, host, status);
        var check = HttpCheck.TryParse(written)!;
        Use(HaProxies.System);
        Writer = StartWriter(StartSupervisor(), Version);

        Publish(Node("web-1", program, check));

        Assert.Null(
            await NodeProbe.FaultOfAsync(
                new(System.Net.IPAddress.Loopback, program.Port), ServiceProtocol.Http, check, TimeProvider.System,
                CancellationToken.None));
        await AwaitAssertAsync(async () => Assert.Contains("L7OK", await ByHandAsync("show stat"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "HEAD /", 500)]
    [InlineData("", "HEAD /", 503)]
    [InlineData("method=GET;path=/healthz;status=200", "GET /healthz", 404)]
    [InlineData("method=GET;path=/healthz;status=200", "GET /healthz", 503)]
    public async Task One_that_does_not_is_down_and_the_probe_names_what_it_answered(string written, string asked, int status)
    {
        using var program = new ScriptedProgram(_ => ScriptedProgram.Status(status));
        var check = HttpCheck.TryParse(written)!;
        Use(HaProxies.System);
        Writer = StartWriter(StartSupervisor(), Version);

        Publish(Node("web-1", program, check));

        Assert.Equal(
            $"{asked} was answered by {status}, which is none of {check.Status}",
            await NodeProbe.FaultOfAsync(
                new(System.Net.IPAddress.Loopback, program.Port), ServiceProtocol.Http, check, TimeProvider.System,
                CancellationToken.None));
        await AwaitAssertAsync(async () => Assert.Contains($"L7STS,{status}", await ByHandAsync("show stat"), StringComparison.Ordinal));
        Assert.Equal("503", await GetAsync());
    }

    [Fact]
    public async Task While_the_nodes_of_a_service_want_different_checks_HAProxy_only_connects()
    {
        using var old = Answering("GET /healthz ", "localhost", 200);
        using var young = Answering("GET /ready ", "localhost", 200);
        Use(HaProxies.System);
        Writer = StartWriter(StartSupervisor(), Version);

        Publish(Node("web-1", old, Healthz), Node("web-2", young, Healthz with { Path = "/ready" }));
        Assert.DoesNotContain("option httpchk", LiveConfig, StringComparison.Ordinal);
        await AwaitAssertAsync(async () => Assert.Equal(2, (await ByHandAsync("show stat")).Split("L4OK").Length - 1));
        Publish(Node("web-2", young, Healthz with { Path = "/ready" }));

        Assert.Contains("http-check send meth GET uri /ready ", LiveConfig, StringComparison.Ordinal);
        await AwaitAssertAsync(async () => Assert.Contains("L7OK", await ByHandAsync("show stat"), StringComparison.Ordinal));
    }

    // Right to one request; 500 to all others of a check, and 200 to those of a client.
    private static ScriptedProgram Answering(string start, string host, int status) => new(head =>
        head.StartsWith(start, StringComparison.Ordinal) && head.Contains($"host: {host}\r\n", StringComparison.OrdinalIgnoreCase)
            ? ScriptedProgram.Status(status)
            : ScriptedProgram.Status(500));

    private static NodeRecord Node(string name, ScriptedProgram program, HttpCheck check) =>
        Sample.Node(
            name, "127.0.0.1",
            port: program.Port) with
        { Description = new NodeDescription(name, "web", program.Port, 100, "1.0.0") { Check = check } };
}
