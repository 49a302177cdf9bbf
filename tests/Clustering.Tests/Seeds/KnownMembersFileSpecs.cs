using Actors.Clustering.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Clustering.Tests.Seeds;

public sealed class KnownMembersFileSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("known-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Members_are_remembered_over_a_restart()
    {
        New().Write([new("a", 1), new("fd00::1", 2)]);

        Assert.Equal([new("a", 1), new("fd00::1", 2)], New().Read());
    }

    // Akka writes an IPv6 address with its brackets.
    [Fact]
    public void An_address_of_Akka_is_remembered_as_the_one_that_it_is()
    {
        New().Write([SeedAddress.From(new Akka.Actor.Address("akka.tcp", "actors", "[fd00::1]", 2))!]);

        Assert.Equal([new("fd00::1", 2)], New().Read());
    }

    [Fact]
    public void An_empty_list_does_not_make_it_forget()
    {
        New().Write([new("a", 1)]);
        New().Write([]);

        Assert.Equal([new("a", 1)], New().Read());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[\"a:1\"")]
    [InlineData("{}")]
    public void A_file_that_cannot_be_read_is_ignored(string content)
    {
        File.WriteAllText(Path.Combine(_folder, "known-members.json"), content);

        Assert.Empty(New().Read());
    }

    [Fact]
    public void Without_a_folder_it_remembers_for_the_life_of_the_process()
    {
        var file = new KnownMembersFile("", NullLogger<KnownMembersFile>.Instance);
        file.Write([new("a", 1)]);

        Assert.Equal([new("a", 1)], file.Read());
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_no_error()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        var file = new KnownMembersFile(Path.Combine(_folder, "file", "below"), NullLogger<KnownMembersFile>.Instance);

        file.Write([new("a", 1)]);

        Assert.Equal([new("a", 1)], file.Read());
    }

    private KnownMembersFile New() => new(_folder, NullLogger<KnownMembersFile>.Instance);
}
