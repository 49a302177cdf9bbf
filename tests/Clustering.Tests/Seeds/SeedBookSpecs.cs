using Actors.Clustering.Seeds;

namespace Actors.Clustering.Tests.Seeds;

/// <summary>What is known of the seeds, by what their sources have answered so far.</summary>
public sealed class SeedBookSpecs
{
    private const string Nothing = "leads to no address";
    private static readonly SeedSource.Name Name = new("seeds", 4053);
    private static readonly SeedAddress Self = At(2);

    [Theory]
    // Found: in the order of all nodes, whatever the order of the answer.
    [InlineData("dns:seeds:4053", "3 1 2", "1 2 3", true)]
    [InlineData("dns:seeds:4053", "", "", true)]
    [InlineData("dns:seeds:4053,10.0.0.8:4053", "3 1", "1 3 8", true)]
    // The first that is listed stays the first.
    [InlineData("10.0.0.9:4053,dns:seeds:4053", "3 1", "9 1 3", false)]
    // Another address of this node is this node, once.
    [InlineData("dns:seeds:4053", "77 3 2", "2 3", true, 77)]
    [InlineData("dns:seeds:4053", "1 2 3", "2 3", true, 1)]
    public void The_list_that_follows_from_the_answers(string setting, string found, string list, bool isFound, int own = 0)
    {
        var sources = setting.Split(',').Select(text => SeedSource.TryParse(text, out _)!).ToList();

        var seeds = new SeedBook(sources).With([new(Name, Answer(found))]).ListFor(Self, seed => seed == At(own));

        Assert.Equal(isFound, seeds.IsFound);
        Assert.Equal(list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).Select(At), seeds.Addresses);
    }

    [Fact]
    public void A_source_that_could_not_be_asked_keeps_what_it_gave_before_and_one_that_leads_nowhere_does_not()
    {
        var book = Book().With([new(Name, Answer("1 2"))]);

        Assert.Equal([At(1), At(2)], book.With([new(Name, new(null, "is silent"))]).All);
        Assert.Empty(book.With([new(Name, new([], Nothing))]).All);
    }

    [Fact]
    public void What_is_wrong_is_said_once_and_once_that_it_is_right_again()
    {
        var said = new List<string>();
        var book = Book();
        foreach (var answer in (SeedAnswer[])[
            new([], Nothing), new([], Nothing), new(null, "is silent"), Answer("1"), Answer("1"), Answer("2 1"), Answer("1 2"),
            new(null, "is silent"), new([], Nothing)])
        {
            var next = book.With([new(Name, answer)]);
            said.AddRange(next.News(book).Select(news => news.Fault.Length > 0 ? news.Fault : string.Join(' ', news.Seeds)));
            book = next;
        }

        Assert.Equal([Nothing, "10.0.0.1:4053", "10.0.0.1:4053 10.0.0.2:4053", "is silent"], said);
    }

    [Fact]
    public void Of_a_file_each_other_fault_is_said()
    {
        var file = new SeedSource.AddressFile("/seeds");
        var one = new SeedBook([file]).With([new(file, new([], "line 1"))]);

        Assert.Empty(one.With([new(file, new([], "line 1"))]).News(one));
        Assert.Equal("line 2", Assert.Single(one.With([new(file, new([], "line 2"))]).News(one)).Fault);
    }

    private static SeedBook Book() => new([Name]);

    private static SeedAnswer Answer(string found) =>
        new([.. found.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).Select(At)], found.Length == 0 ? Nothing : "");

    private static SeedAddress At(int last) => new($"10.0.0.{last}", 4053);
}
