namespace Actors.HaAgent.Reporting;

/// <summary>The traffic of the last hour, for those who show it.</summary>
public sealed class TrafficBoard
{
    private volatile TrafficHistory _current = TrafficHistory.Empty;

    /// <summary>As it was last measured.</summary>
    public TrafficHistory Current
    {
        get => _current;
        set => _current = value;
    }
}
