namespace Actors.Harness;

/// <summary>Files of the repository that tests run or read.</summary>
public static class Repository
{
    /// <summary>The template that is built into the agent.</summary>
    public static string EmbeddedTemplate => PathOf("src", "HaAgent", "Templates", "haproxy.cfg.sbn");

    /// <summary>The path of a file, given by its parts from the root.</summary>
    public static string PathOf(params string[] parts)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Actors.sln")))
            {
                return Path.Combine([at.FullName, .. parts]);
            }
        }

        throw new InvalidOperationException("The tests run from within the repository.");
    }
}
