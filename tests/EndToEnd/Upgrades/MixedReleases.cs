using System.Text.RegularExpressions;

namespace Actors.EndToEnd.Upgrades;

/// <summary>
/// Two seeds, two agents with a template of their own, and three web nodes: each a program of the last release or of this one.
/// </summary>
/// <param name="system">The processes.</param>
/// <param name="lastRelease">The folder of the programs of the last release.</param>
internal sealed partial class MixedReleases(LocalSystem system, string lastRelease)
{
    private static readonly string[] All = ["seed-1", "seed-2", "ha-1", "ha-2", "web-1", "web-2", "web-3"];
    private static readonly int[] Webs = [1, 2, 3];

    // Where an agent of the last release takes the place of one that was killed beside the coordinator, the next coordinator asks there
    // first whether it may begin (docs/adr/0049). It begins without an answer.
    private const string HandOver = "payload [SerializerId=14, Manifest=A] addressed to [user,coordinator]";

    /// <summary>The folder of this release's programs.</summary>
    public static string ThisRelease => LocalSystem.Published;

    public LocalSystem System => system;

    /// <summary>The folder of the last release's programs.</summary>
    public string LastRelease => lastRelease;

    private Balancer[] Balancers => [system.Ha1, system.Ha2];

    /// <summary>Starts all of them as the last release.</summary>
    /// <param name="template">The template that the agents have from the start.</param>
    public async Task StartAsync(string template)
    {
        await File.WriteAllTextAsync(system.TemplatePath, template);
        string[] settings = [$"--HaProxy:TemplatePath={system.TemplatePath}"];
        system.ProgramsOf = _ => lastRelease;
        // One that is back at its address is a member again at once; at another one the cluster first has to give up the life before.
        var ports = Balancers.ToDictionary(balancer => balancer.Name, _ => Ports.Free());
        system.SettingsOf = name => ports.TryGetValue(name, out var port) ? [$"--Node:Port={port}"] : [];
        system.StartSeed(1);
        system.StartSeed(2);
        system.StartHa(settings);
        system.StartHa2(settings);
        foreach (var web in Webs)
        {
            system.StartWeb(web);
        }

        await UntilWholeAsync();
    }

    /// <summary>
    /// Ends one and starts it as a program of the other release: an agent without a word, so that its HAProxy serves on, all others
    /// gracefully.
    /// </summary>
    public async Task ReplaceAsync(string name, string programs)
    {
        if (name.StartsWith("ha-", StringComparison.Ordinal))
        {
            await system.Running[name].KillAsync();
        }
        else
        {
            Assert.Equal(0, await system.Running[name].StopAsync());
        }

        system.StartAgain(name, programs);
        await UntilWholeAsync();
    }

    /// <summary>One cluster, and each HAProxy has every node, with an agent that has nothing left to do.</summary>
    public async Task UntilWholeAsync()
    {
        await system.UntilOneClusterAsync(All);
        foreach (var balancer in Balancers)
        {
            await system.UntilServersAsync(
                balancer, "each node has its server", servers =>
                servers.Count == Webs.Length && Webs.All(web => servers.TryGetValue($"web-{web}", out var server) && server.IsUp));
            await system.UntilSettledAsync(balancer.Name);
        }

        await system.UntilServedByAsync(Webs);
    }

    /// <summary>Waits until both HAProxies have a server as it should be.</summary>
    public async Task UntilBothAsync(string what, string web, Func<SeenServer, bool> isSo)
    {
        foreach (var balancer in Balancers)
        {
            await system.UntilServersAsync(balancer, what, servers => servers.TryGetValue(web, out var server) && isSo(server));
        }
    }

    /// <summary>Waits until both agents have rendered a template that ends like this, and have done with it.</summary>
    public async Task UntilTemplateAsync(string end)
    {
        foreach (var balancer in Balancers)
        {
            await Eventually.BecomesAsync(
                $"{balancer.Name} has the template that ends with {end.Trim()}", system.Tail,
                async () => ((await File.ReadAllTextAsync(balancer.ConfigPath)).EndsWith(end, StringComparison.Ordinal), ""));
            await system.UntilSettledAsync(balancer.Name);
        }
    }

    /// <summary>No node has had a message, a description or a file that it could not read.</summary>
    public void AssertAllUnderstood()
    {
        var misunderstood = All.SelectMany(name => system.WholeLog(name).Split('\n').Where(line => Misunderstood().IsMatch(line))
            .Where(line => !line.Contains(HandOver, StringComparison.Ordinal))
            .Select(line => $"{name}: {line}")).ToList();
        Assert.True(misunderstood.Count == 0, string.Join('\n', misunderstood));
        // As each release calls what it cannot read.
        Assert.Empty(Directory.GetFiles(system.Folder, "*.unreadable", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(system.Folder, "*.bad", SearchOption.AllDirectories));
    }

    // Of messages, of what nodes say of themselves, and of files, in the words of both releases.
    [GeneratedRegex("was dropped|cannot be read|not valid|SerializationException|is refused|is not let in", RegexOptions.CultureInvariant)]
    private static partial Regex Misunderstood();
}
