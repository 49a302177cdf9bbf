namespace Actors.Architecture;

public sealed class DumpSpecs
{
    [Theory]
    [InlineData("actors-ha.dll", "Actors.HaAgent")]
    [InlineData("Actors.Clustering.dll", "Actors.Clustering")]
    [InlineData("Actors.Backend.dll", "Actors.Backend")]
    [InlineData("actors-web.dll", "Actors.WebNode")]
    [InlineData("actors-cli.dll", "Actors.Cli")]
    public void Dump(string file, string project)
    {
        var all = Rooms.Arrows(Path.Combine(AppContext.BaseDirectory, file), project);
        File.WriteAllLines($"/tmp/me/arrows-{project}.txt", all.Select(a => $"{a.From}\t{a.To}\t{a.Example}").Order());
    }
}
