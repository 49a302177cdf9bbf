using Actors.HaAgent.Health;

namespace Actors.HaAgent.Reporting;

/// <summary>The newest overview that was made, for what cannot wait for another one, such as the metrics.</summary>
public sealed class OverviewBoard
{
    private volatile Overview? _latest;

    /// <summary>The newest; null before the first.</summary>
    public Overview? Latest
    {
        get => _latest;
        set => _latest = value;
    }
}
