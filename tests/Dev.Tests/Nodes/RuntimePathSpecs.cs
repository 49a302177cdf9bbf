using Actors.Dev.Nodes;
using Actors.Dev.State;

namespace Actors.Dev.Tests.Nodes;

public sealed class RuntimePathSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Room_is_left_for_the_sockets_names()
    {
        var longest = new string('x', RuntimePath.Limit - RuntimePath.Suffix);

        Assert.True(RuntimePath.Fits(longest));
        Assert.False(RuntimePath.Fits(longest + "x"));
        // Bytes, not characters.
        Assert.False(RuntimePath.Fits(longest[1..] + "ü"));
    }

    [Fact]
    public void A_short_one_stays_where_it_belongs_and_is_kept()
    {
        var wanted = _folder.At(".run/ha-1/run");

        var made = RuntimePath.Make(wanted);
        RuntimePath.Forget(made, new RunFolder(_folder.Path));

        Assert.Equal(wanted, made);
        Assert.True(Directory.Exists(made));
    }

    [Fact]
    public void One_that_is_too_deep_is_replaced_by_a_private_one_and_taken_away_later()
    {
        var made = RuntimePath.Make(_folder.At(new string('d', 100)));

        Assert.True(RuntimePath.Fits(made));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(made));
        RuntimePath.Forget(made, new RunFolder(_folder.Path));
        Assert.False(Directory.Exists(made));
    }
}
