namespace Actors.Dev.Testing;

/// <summary>The projects of a run, without those that cannot run on this machine.</summary>
internal static class TestSelection
{
    /// <param name="root">The repository's.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="isRoot">Whether tests that need root can run.</param>
    /// <param name="leftOut">Gets what cannot run, in words.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Paths of project files, in the order in which they are started.</returns>
    public static async Task<IReadOnlyList<string>> ChooseAsync(
        string root, TestRequest request, bool isRoot, List<string> leftOut, CancellationToken cancellationToken)
    {
        var projects = TestProjects.Find(root, [.. request.Only]);
        var isWanted = request.InstallsEngine || request.Only.Contains(TestProjects.Containers);
        if (projects.Any(TestProjects.IsContainers) && !isWanted && !await ContainerEngine.IsThereAsync(cancellationToken))
        {
            leftOut.Add("the container tests: there is no container engine. --containers installs Docker and runs them");
            projects = [.. projects.Where(project => !TestProjects.IsContainers(project))];
        }

        if (!isRoot)
        {
            leftOut.Add("what only root may do, such as cutting networks and filling disks: sudo ./actors test runs it too");
        }

        return projects;
    }
}
