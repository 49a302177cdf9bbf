using Actors.Dev.Processes;

namespace Actors.Dev.Testing;

/// <summary>What goes on beside the tests that do without it, and which projects wait for it.</summary>
/// <param name="Executable">The build of the executable.</param>
/// <param name="Containers">The container engine and its images.</param>
internal sealed record TestPreparations(Task<ShellResult> Executable, Task<ShellResult> Containers)
{
    private static readonly Task<ShellResult> Nothing = Task.FromResult(new ShellResult(ExitCode.Ok, []));

    /// <summary>Preparations of which none is needed.</summary>
    public static TestPreparations None { get; } = new(Nothing, Nothing);

    /// <summary>What a project needs: it is run once that is done, and fails where that has failed.</summary>
    /// <param name="project">Path of its project file.</param>
    public Task<ShellResult> For(string project) =>
        TestProjects.IsContainers(project) ? Containers : TestProjects.TakesExecutable(project) ? Executable : Nothing;

    /// <summary>Work that throws where it fails, as a preparation. What is thrown is its outcome.</summary>
    /// <param name="work">The work.</param>
    public static async Task<ShellResult> OfAsync(Task work)
    {
        try
        {
            await work;
            return await Nothing;
        }
        catch (CommandFailed failed)
        {
            return OutcomeOf(failed);
        }
    }

    /// <summary>A failure as an outcome, with all that was said of it.</summary>
    public static ShellResult OutcomeOf(CommandFailed failed) => new(ExitCode.Failed, [failed.Message, .. failed.Remedy]);
}
