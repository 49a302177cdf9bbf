namespace Actors.Bench.Load;

/// <summary>One request.</summary>
/// <param name="SentAt">When it was sent, as a timestamp.</param>
/// <param name="AnsweredAt">When it was answered or lost.</param>
/// <param name="Method">GET or POST.</param>
/// <param name="Id">Its name, as the journals have it.</param>
/// <param name="Status">The status; 0 for none.</param>
/// <param name="Host">The node that answered.</param>
/// <param name="WasSlow">Whether it asked to be answered late.</param>
/// <param name="KeepAlive">Whether it came on a connection that stays open.</param>
internal sealed record RequestRecord(
    long SentAt, long AnsweredAt, string Method, string Id, int Status, string Host, bool WasSlow, bool KeepAlive)
{
    public bool IsLost => Status is not 200;

    public bool IsPost => Method == Post;

    public const string Get = "GET";

    public const string Post = "POST";
}
