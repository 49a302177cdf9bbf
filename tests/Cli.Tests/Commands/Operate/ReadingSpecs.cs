using System.Text.RegularExpressions;
using Actors.Cli.Tests.Support;
using Actors.Cli.Views;

namespace Actors.Cli.Tests.Commands.Operate;

public sealed class ReadingSpecs : OperatorSpecs
{
    [Theory]
    [InlineData("status", "/api/status", Answers.Status)]
    [InlineData("nodes", "/api/nodes", Answers.Nodes)]
    [InlineData("history", "/api/history?limit=20", Answers.History)]
    [InlineData("history -n 3", "/api/history?limit=3", Answers.History)]
    public async Task With_json_the_agent_s_answer_is_printed_as_it_came(string line, string path, string answer)
    {
        Agent.Answers["GET " + path] = FakeAnswer.Json(answer);

        Assert.Equal(ExitCode.Ok, await Console.Run([.. line.Split(' '), "--json"]));

        Assert.Equal(answer + "\n", Console.Result);
        Assert.Equal(new Asked("GET", path, "Bearer " + Token, null, ""), Request);
    }

    [Fact]
    public async Task The_status_tells_what_is_and_says_trouble_loudly()
    {
        Agent.Answers["GET /api/status"] = FakeAnswer.Json(Answers.Status);

        Assert.Equal(ExitCode.Ok, await Console.Run("status"));

        Assert.Equal(
            [
                "agent          ha-1",
                "version        0.2.0",
                "phase          Failing",
                "convergence    in sync on 1 of 2 agents",
                "revision       12 applied, 13 desired",
                "configuration  0123456789abcdef",
                "HAProxy        3.0.11 runs, pid 77: 12 changes by runtime API, 1 reload, 0 restarts, drift corrected 2 times",
                "nodes          3: 2 Ready, 1 Drain",
                "AGENT  REVISION  CONFIGURATION     PHASE     LAGS  WHY",
                "ha-1         12  0123456789abcdef  Failing   no",
                "ha-2         11  fedcba9876543210  Applying  YES   still at 11",
                "SERVERS FROZEN for 3m: 3 of 5 nodes were lost. Retained: web-4, web-5. actors thaw ends it.",
                "PINNED for 2h to the template of revision 7. actors unpin ends it.",
                "The last failure: revision 13, 30s ago, stage Check:",
                "[ALERT] unknown keyword 'nix'",
                "in line 7",
                "Look at the template.",
                "Refused: web-\uFFFD[31m at 10.0.0.9: its name is taken",
            ],
            Console.Lines);
    }

    [Fact]
    public async Task The_status_counts_nodes_by_what_happens_to_their_clients()
    {
        Agent.Answers["GET /api/status"] = FakeAnswer.Json(Answers.Status);
        Agent.Answers["GET /api/services"] = FakeAnswer.Json(Answers.Services);

        Assert.Equal(ExitCode.Ok, await Console.Run("status"));

        Assert.Contains("nodes          3: 1 serving, 1 down, 1 draining", Console.Lines);
    }

    [Fact]
    public async Task That_HAProxy_does_not_answer_and_of_when_the_states_are_is_said()
    {
        Agent.Answers["GET /api/status"] = FakeAnswer.Json(
            Answers.Status.Replace("\"drift\":2", "\"drift\":2,\"lastAnswer\":\"2026-03-04T11:59:56Z\"", StringComparison.Ordinal));

        Assert.Equal(ExitCode.Ok, await Console.Run("status"));

        Assert.Contains("HAProxy does not answer: states and counters are of 4s ago.", Console.Lines);
    }

    [Theory]
    [InlineData("Notice", "LEAVING for 30s: its health is bad, and HAProxy serves on for what stands in front to notice.")]
    [InlineData("Stopping", "LEAVING for 30s: HAProxy finishes its requests.")]
    [InlineData("Cluster", "LEAVING for 30s: HAProxy has ended, the agent leaves the cluster.")]
    public async Task A_balancer_that_leaves_says_how_far_it_is(string stage, string line)
    {
        Agent.Answers["GET /api/status"] = FakeAnswer.Json(
            Answers.StatusWith($$"""
            "leaving":{"stage":"{{stage}}","since":"2026-03-04T11:59:30Z","until":"2026-03-04T11:59:40Z"}
            """));

        Assert.Equal(ExitCode.Ok, await Console.Run("status"));

        Assert.Contains(line, Console.Lines);
    }

    [Fact]
    public async Task A_HAProxy_that_something_else_has_started_has_not_ended()
    {
        Agent.Answers["GET /api/status"] = FakeAnswer.Json(Answers.StatusWith("""
            "leaving":{"stage":"Cluster","since":"2026-03-04T11:59:30Z","until":"2026-03-04T11:59:40Z","haProxyServesOn":true}
            """));

        Assert.Equal(ExitCode.Ok, await Console.Run("status"));

        Assert.Contains(
            "LEAVING for 30s: the agent leaves the cluster, HAProxy serves on with its health bad until what has started it ends it.",
            Console.Lines);
    }

    [Fact]
    public async Task Certificates_for_users_have_a_line_each_and_what_is_wrong_with_them_is_said()
    {
        Agent.Answers["GET /api/status"] = FakeAnswer.Json(
            Answers.StatusWith("""
            "certificates":{"folder":"/certs","serving":true,"why":"","files":[
              {"file":"a.pem","state":"InUse","reason":"","names":["a.test","b.test","c.test","d.test"],"notAfter":"2026-05-04T12:00:00Z","endsSoon":false},
              {"file":"b.pem","state":"InUse","reason":"the last good one stays: it has no key","names":["b.test"],"notAfter":"2026-03-05T12:00:00Z","endsSoon":true},
              {"file":"c.pem","state":"Refused","reason":"it has\nexpired","names":[],"notAfter":null,"endsSoon":false},
              {"file":"d.pem","state":"Parked","reason":"","names":[],"notAfter":null,"endsSoon":false}]}
            """));

        Assert.Equal(ExitCode.Ok, await Console.Run("status"));

        Assert.Contains("TLS            served", Console.Lines);
        Assert.Equal(
            [
                "CERTIFICATE|STATE|NAMES|ENDS|WHY",
                $"a.pem|InUse|a.test b.test c.test and 1 more|{End(5, 4)}",
                $"b.pem|InUse|b.test|{End(3, 5)} SOON|the last good one stays: it has no key",
                "c.pem|Refused|it has expired",
                "d.pem|?|?",
            ],
            Console.Lines.SkipWhile(line => !line.StartsWith("CERTIFICATE", StringComparison.Ordinal))
            .Take(5).Select(line => Regex.Replace(line, " {2,}", "|")));

        static string End(int month, int day) => Words.Moment(new DateTimeOffset(2026, month, day, 12, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("""{"folder":"/certs","serving":false,"why":"the folder is empty","files":[]}""", "TLS            NOT SERVED; the folder is empty")]
    [InlineData("""{"folder":"/certs","serving":true,"why":"the last good ones stay","files":[]}""", "TLS            served; the last good ones stay")]
    public async Task Whether_TLS_is_served_is_one_line(string certificates, string line)
    {
        Agent.Answers["GET /api/status"] = FakeAnswer.Json(Answers.StatusWith($"\"certificates\":{certificates}"));

        Assert.Equal(ExitCode.Ok, await Console.Run("status"));

        Assert.Contains(line, Console.Lines);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":null}""")]
    [InlineData("[]")]
    public async Task A_status_without_what_every_agent_says_is_not_guessed_at(string answer)
    {
        Agent.Answers["GET /api/status"] = FakeAnswer.Json(answer);

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Console.Run("status"));

        Assert.Equal($"what {Agent.Url} answers cannot be read.", failure.Message);
    }

    [Fact]
    public async Task What_a_later_release_says_is_passed_over_and_a_word_of_its_own_is_shown_as_not_known()
    {
        Agent.Answers["GET /api/status"] = FakeAnswer.Json(Answers.StatusWith("\"phase\":\"Dreaming\",\"mood\":{\"good\":true}"));

        Assert.Equal(ExitCode.Ok, await Console.Run("status"));

        Assert.Contains("phase          ?", Console.Lines);
    }

    [Fact]
    public async Task History_has_a_line_for_each_change_and_failures_in_full()
    {
        Agent.Answers["GET /api/history?limit=20"] = FakeAnswer.Json(Answers.History);

        Assert.Equal(ExitCode.Ok, await Console.Run("history"));

        var (failed, applied) = (Local("2026-03-04T11:59:30Z"), Local("2026-03-04T11:00:00Z"));
        Assert.Equal(
            [
                "REVISION  AT                   TRIGGER           BY        TOOK  RESULT   WHAT",
                $"      13  {failed}  template changed  reload   42 ms  failed   the template has changed",
                $"      12  {applied}  web-4 joined      runtime   3 ms  applied  2 commands",
                "Revision 13: [ALERT] unknown keyword",
            ],
            Console.Lines);
    }

    [Theory]
    [InlineData("--since 10m", "limit=1000&since=2026-03-04T11:50:00Z", "13")]
    [InlineData("--since 90s", "limit=1000&since=2026-03-04T11:58:30Z", "13")]
    [InlineData("--since 2h -n 5", "limit=5&since=2026-03-04T10:00:00Z", "13 12")]
    public async Task History_since_a_time_has_no_older_change_whatever_the_agent_answers(string options, string asked, string revisions)
    {
        Agent.Answers["GET /api/history?" + asked] = FakeAnswer.Json(Answers.History);

        Assert.Equal(ExitCode.Ok, await Console.Run(["history", .. options.Split(' ')]));

        Assert.Equal(revisions, string.Join(' ', Console.Lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0])
            .Where(word => word is "12" or "13")));
    }

    [Theory]
    [InlineData("history", "limit=20", "Nothing has changed yet.")]
    [InlineData("history --since 10m", "limit=1000&since=2026-03-04T11:50:00Z", "Nothing has changed in that time.")]
    public async Task A_history_without_a_change_says_so(string line, string asked, string said)
    {
        Agent.Answers["GET /api/history?" + asked] = FakeAnswer.Json("[]");

        Assert.Equal(ExitCode.Ok, await Console.Run(line.Split(' ')));

        Assert.Equal([said], Console.Lines);
    }

    [Theory]
    [InlineData("10")]
    [InlineData("m")]
    [InlineData("0m")]
    [InlineData("-1m")]
    [InlineData("99999d")]
    public async Task History_names_a_time_that_it_cannot_read(string ago)
    {
        Assert.Equal(ExitCode.Usage, await Console.RunToItsEnd("history", "--since=" + ago));

        Assert.Contains($"not '{ago}'", Console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_says_who_gave_a_command_and_why()
    {
        Agent.Answers["GET /api/history?limit=20"] = FakeAnswer.Json(
            """
            [{"revision":14,"trigger":"servers frozen","by":"command","what":"","commands":[],"milliseconds":0,"at":"2026-03-04T11:00:00Z",
              "result":"done","failure":null,"hasConfig":false,"author":"ann","reason":"a test"}]
            """);

        Assert.Equal(ExitCode.Ok, await Console.Run("history"));

        Assert.Contains("servers frozen by ann: a test  command        done", Console.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_freeze_and_a_pin_of_an_operator_say_whose_they_are_since_when_and_why()
    {
        Agent.Answers["GET /api/status"] = FakeAnswer.Json(Answers.StatusWith(
            """
            "frozen":{"why":"by ann: a switch","since":"2026-03-04T11:57:00Z","held":["web-4"],"by":"ann","from":"10.0.0.7","reason":"a switch"},
            "pinned":{"revision":7,"since":"2026-03-04T10:00:00Z","by":"bob","from":null,"reason":null}
            """));

        Assert.Equal(ExitCode.Ok, await Console.Run("status"));

        var said = string.Join(' ', Console.Lines);
        Assert.Contains(
            $"SERVERS FROZEN for 3m on all agents by ann from 10.0.0.7 (a switch), {Local("2026-03-04T11:57:00Z")}. Retained: web-4.", said,
            StringComparison.Ordinal);
        Assert.Contains("PINNED for 2h to the template of revision 7 by bob. actors unpin ends it.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_that_the_disk_does_not_take_is_told()
    {
        Agent.Answers["GET /api/status"] = FakeAnswer.Json(Answers.StatusWith("\"historyFault\":\"/state/history: no room\""));

        Assert.Equal(ExitCode.Ok, await Console.Run("status"));

        Assert.Contains(Console.Lines, line => line.StartsWith("The history is not on the disk", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_diff_is_printed_as_it_is()
    {
        Agent.Answers["GET /api/history/11..12/diff"] = FakeAnswer.Text(Answers.Diff);

        Assert.Equal(ExitCode.Ok, await Console.Run("diff", "11", "12"));

        Assert.Equal(Answers.Diff, Console.Result);
        Assert.Equal(new Asked("GET", "/api/history/11..12/diff", "Bearer " + Token, null, ""), Request);
    }

    [Fact]
    public async Task Two_that_are_the_same_have_no_diff()
    {
        Agent.Answers["GET /api/history/12..12/diff"] = FakeAnswer.Text("");

        Assert.Equal(ExitCode.Ok, await Console.Run("diff", "12", "12"));

        Assert.Equal("", Console.Result);
    }

    private static string Local(string at) =>
        DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture).ToLocalTime()
            .ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
