namespace Actors.Containers.Traffic;

/// <summary>What became of steady traffic.</summary>
internal sealed record TrafficReport(int Sent, IReadOnlyList<string> Lost, TimeSpan Duration)
{
    public override string ToString() => $"{Sent} requests in {Duration.TotalSeconds:F1} s, {Lost.Count} lost";

    public void ShouldHaveLostNothing() =>
        Assert.True(Lost.Count == 0 && Sent > 0, $"{this}:\n{string.Join('\n', Lost.Take(20))}");
}
