namespace Actors.HaAgent.Tests.Support;

/// <summary>A folder of its own for one test, with a short path: UNIX sockets have no room for a long one.</summary>
public sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("at-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
