using Actors.HaAgent.Membership;

namespace Actors.HaAgent.Tests.Membership;

/// <summary>Who is at the address of a node whose connection has broken: a table of what is answered there.</summary>
public sealed class NodeDoubtSpecs
{
    private const int Uid = 7;
    private const string Refused = "nothing listens on its port 4053 any more";
    private const string Mute = "what listens on its port 4053 does not answer as a node";
    private const string Again = "it has started again and is not in the cluster yet";
    private const string Other = "node api-1 is at its address now";

    // Each word is one answer, 800 ms after the one before.
    [Theory]
    [InlineData("", null, false, false)]
    [InlineData("none none none none", null, false, false)]
    [InlineData("refused", Refused, false, false)]
    [InlineData("taken", null, false, false)]
    [InlineData("taken taken", null, false, false)]
    [InlineData("taken taken taken", Mute, false, false)]
    [InlineData("taken none taken taken", null, false, false)]
    [InlineData("refused taken taken taken", Refused, false, false)]
    [InlineData("refused none", Refused, false, false)]
    [InlineData("taken same", null, false, true)]
    [InlineData("refused taken same", null, false, true)]
    [InlineData("taken taken taken taken same", null, false, true)]
    [InlineData("taken renew same", null, false, false)]
    [InlineData("taken renew same ask taken same", null, false, true)]
    [InlineData("taken taken renew same ask taken taken", null, false, false)]
    [InlineData("taken again", Again, false, false)]
    [InlineData("taken node again taken taken taken", Again, false, false)]
    [InlineData("taken other", Other, true, false)]
    [InlineData("refused taken node other taken node taken taken", Other, true, false)]
    [InlineData("taken other refused", Refused, false, false)]
    [InlineData("taken node", null, false, false)]
    [InlineData("taken node taken taken", null, false, true)]
    [InlineData("taken nameless taken taken", null, false, true)]
    [InlineData("refused taken nameless taken taken", null, false, true)]
    [InlineData("taken node refused taken taken taken", Refused, false, false)]
    public void What_follows_from_the_answers(string answers, string? why, bool isReplaced, bool isOver)
    {
        var doubt = new NodeDoubt(Uid, "web-1", 4053, TimeSpan.Zero);
        var now = TimeSpan.Zero;
        foreach (var answer in answers.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            now += TimeSpan.FromMilliseconds(800);
            doubt = answer switch
            {
                "none" => doubt.With(PortAnswer.None, now),
                "refused" => doubt.With(PortAnswer.Refused, now),
                "taken" => doubt.With(PortAnswer.Taken, now),
                "same" => doubt.With(Uid, "web-1"),
                "again" => doubt.With(8, "web-1"),
                "other" => doubt.With(8, "api-1"),
                "node" => doubt.WithNode(),
                "nameless" => doubt.With(null, null),
                "renew" => doubt.Renew(),
                "ask" => doubt.Ask(),
                _ => throw new ArgumentOutOfRangeException(nameof(answers), answer, "no such answer"),
            };
        }

        Assert.Equal(why is null ? null : new NodeAbsence(why, isReplaced), doubt.Absence);
        Assert.Equal(isOver, doubt.IsOver);
    }

    [Fact]
    public void It_is_asked_often_at_first_and_seldom_later()
    {
        var doubt = new NodeDoubt(Uid, "web-1", 4053, TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromMilliseconds(100), doubt.AskAgainAfter(TimeSpan.FromSeconds(10)));
        Assert.Equal(TimeSpan.FromSeconds(1), doubt.AskAgainAfter(TimeSpan.FromSeconds(13)));
    }
}
