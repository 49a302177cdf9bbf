using Actors.Dev.Machine;
using Actors.Dev.Nodes;

namespace Actors.Dev.Testing;

/// <summary>What this machine must have for the tests, beside what is built here.</summary>
/// <param name="system">Where they run.</param>
/// <param name="isRoot">Whether what only root may do is tested.</param>
/// <param name="tier">What is run.</param>
internal sealed class TestMachine(LocalSystem system, bool isRoot, TestTier tier)
{
    private readonly Requirements _requirements = new(system.Output, system.Time);

    /// <summary>Installs what a native build of the executable needs.</summary>
    public Task PrepareNativeBuildAsync(CancellationToken cancellationToken) => _requirements.EnsureLinkerAsync(cancellationToken);

    /// <summary>Installs what is missing, and says to the tests where it is.</summary>
    /// <param name="variables">Of the test processes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PrepareAsync(Dictionary<string, string?> variables, CancellationToken cancellationToken)
    {
        await _requirements.EnsureAsync(cancellationToken);
        await _requirements.EnsureTestProgramsAsync(cancellationToken);
        if (isRoot)
        {
            await _requirements.EnsureNamespacesAsync(cancellationToken);
            if (tier == TestTier.Long)
            {
                await _requirements.EnsureMachinesAsync(cancellationToken);
            }
        }

        variables[Browser.Variable] = await _requirements.EnsureBrowserAsync(cancellationToken);
        variables[NewerHaProxy.Variable] = await new NewerHaProxy(system.Folder, system.Output).FindAsync(cancellationToken);
    }
}
