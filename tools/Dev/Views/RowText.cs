namespace Actors.Dev.Views;

/// <summary>A row in one line of words.</summary>
internal static class RowText
{
    public static string Of(NodeRow row)
    {
        var words = new List<string> { row.Process };
        if (row.Pid is { } pid)
        {
            words.Add($"pid {pid}");
        }

        words.Add(row.Cluster is { } status ? $"member {status}" : "no member");
        if (row.Reachable == false)
        {
            words.Add("unreachable");
        }

        if (row.Haproxy is { } haproxy)
        {
            words.Add($"HAProxy {haproxy}");
        }

        return $"{row.Name}: {string.Join(", ", words)}";
    }
}
