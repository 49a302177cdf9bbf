using Actors.Bench.Peers;

namespace Actors.Bench.Tests;

public class NginxLogSpecs
{
    private static readonly string[] Log =
    [
        Line("04:39:02", "warn", "upstream server temporarily disabled while reading response header from upstream", "127.0.0.1:10001"),
        Line("04:39:03", "error", "connect() failed (111: Connection refused) while connecting to upstream", "127.0.0.1:10002"),
        Line("04:39:04", "warn", "upstream server temporarily disabled while connecting to upstream", "127.0.0.1:10003"),
        "2026/12/01 04:39:05 [warn] 7#7: half a li",
    ];

    [Theory]
    [InlineData(0, "127.0.0.1:10001 127.0.0.1:10003")]
    [InlineData(4, "127.0.0.1:10003")]
    [InlineData(5, "")]
    public void A_server_is_disabled_by_a_line_that_is_not_too_old(int second, string disabled) =>
        Assert.Equal(disabled, string.Join(' ', NginxLog.Disabled(Log, new DateTime(2026, 12, 1, 4, 39, second))));

    private static string Line(string time, string level, string message, string upstream) =>
        $"2026/12/01 {time} [{level}] 7504#7504: *7328 {message}, client: 127.0.0.1, server: , request: \"GET / HTTP/1.1\", "
        + $"upstream: \"http://{upstream}/?delay=5\", host: \"bench\"";
}
