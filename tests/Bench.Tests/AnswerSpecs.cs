using Actors.Bench.Load;

namespace Actors.Bench.Tests;

public class AnswerSpecs
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    [Theory]
    [InlineData("HTTP/1.1 2")]
    [InlineData(Head + "Content-Length: 14\r\n\r\n{\"host\":\"w\"")]
    [InlineData(Head + "Transfer-Encoding: chunked\r\n\r\ne\r\n{\"host\":\"w-1\"}\r\n")]
    [InlineData(Head + "\r\n{\"host\":\"w-1\"}")]
    public void An_answer_that_has_not_all_come_is_none_yet(string text) => Assert.Null(Answer.Read(text, atEnd: false));

    [Theory]
    [InlineData(Head + "Content-Length: 14\r\n\r\n{\"host\":\"w-1\"}", true)]
    [InlineData(Head + "content-length: 14\r\nconnection: close\r\n\r\n{\"host\":\"w-1\"}", false)]
    [InlineData(Head + "Transfer-Encoding: chunked\r\n\r\ne\r\n{\"host\":\"w-1\"}\r\n0\r\n\r\n", true)]
    public void A_whole_answer_says_who_gave_it_and_whether_the_connection_stays(string text, bool keepsAlive) =>
        Assert.Equal(new Answer(200, "w-1", keepsAlive), Answer.Read(text, atEnd: false));

    [Fact]
    public void An_answer_cut_short_by_the_end_of_the_connection_is_none() =>
        Assert.Null(Answer.Read(Head + "Content-Length: 14\r\n\r\n{\"host\"", atEnd: true));

    [Fact]
    public void A_refusal_keeps_its_status() =>
        Assert.Equal(503, Answer.Read("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n", atEnd: false)?.Status);
}
