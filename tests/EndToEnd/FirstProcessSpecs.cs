using System.Diagnostics;
using System.Globalization;

namespace Actors.EndToEnd;

/// <summary>The executable as the first process of a container, of which the kernel drops each signal that it does not handle.</summary>
[Trait("Needs", "Root")]
public sealed class FirstProcessSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [NativeFact]
    public async Task It_ends_however_early_it_is_told_to()
    {
        var random = new Random(TestRun.Seed);
        for (var round = 0; round < 50; round++)
        {
            var (node, management) = (Ports.Free(), Ports.Free());
            using var folder = new TemporaryFolder();
            using var process = Process.Start(
                "unshare",
                ["--pid", "--fork", "--kill-child", LocalSystem.Program("seed"), "--Node:Name=seed-1", "--Node:Host=127.0.0.1",
                    $"--Node:Port={node}", $"--Node:Seeds=127.0.0.1:{node}", $"--Node:ManagementPort={management}",
                    $"--Node:StatePath={folder.Path}"]);
            var first = await Eventually.NotNullAsync(() => FirstOf(process.Id));
            var after = TimeSpan.FromMilliseconds(random.Next(0, 50));
            await RealTime.PassAsync(after, "the first moments of the process are what it is about");

            using var kill = Process.Start("kill", [first]);

            await process.WaitForExitAsync().WaitAsync(Patience);
            Assert.True(process.ExitCode is 0 or 143, $"{process.ExitCode}, told to end {after} after it began ({TestRun.Seed})");
        }
    }

    // Once it handles any signal: its loader, which runs before anything that is ours, handles none.
    private static string? FirstOf(int parent)
    {
        if (ProcessGroup.ChildrenOf(parent) is not [var child])
        {
            return null;
        }

        var pid = child.ToString(CultureInfo.InvariantCulture);
        var handled = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("SigCgt:", StringComparison.Ordinal));
        return handled["SigCgt:".Length..].Any(c => c is >= '1' and <= '9' or >= 'a' and <= 'f') ? pid : null;
    }
}
