namespace Actors.EndToEnd.Support;

/// <summary>What starts the agents again that have ended, as systemd or a container engine does.</summary>
internal static class Supervised
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    private static readonly string[] Agents = ["ha-1", "ha-2"];

    /// <summary>Goes on until it is over. The result is what it has started again.</summary>
    /// <param name="system">Theirs.</param>
    /// <param name="over">Ends it.</param>
    /// <param name="programs">The folder of the program that they are upgraded to; null for the one that they had.</param>
    public static async Task<IReadOnlyList<string>> RestartAsync(LocalSystem system, CancellationToken over, string? programs = null)
    {
        var started = new List<string>();
        while (!over.IsCancellationRequested)
        {
            foreach (var agent in Agents.Where(agent => !system.Running.ContainsKey(agent)))
            {
                started.Add(agent);
                if (programs is null)
                {
                    system.StartAgain(agent);
                }
                else
                {
                    system.StartAgain(agent, programs);
                }
            }

            await Task.Delay(Often, TimeProvider.System, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return started;
    }
}
