using Actors.HaAgent.HaProxy;

namespace Actors.HaAgent.Tests.HaProxy;

/// <summary>When two answers of a master are those of one and the same.</summary>
public sealed class MasterMarkSpecs
{
    [Theory]
    [InlineData("1 0 0s", 60, "1 0 60s", true)]
    // A reload counts one more, and may round its age anew.
    [InlineData("1 3 10s", 1, "1 4 13s", true)]
    [InlineData("1 3 10s", 5, "1 3 13s", true)]
    // In a container each has the same process id.
    [InlineData("1 1 100s", 2, "1 0 1s", false)]
    [InlineData("1 0 100s", 2, "1 0 1s", false)]
    [InlineData("1 0 100s", 600, "1 5 500s", false)]
    [InlineData("1 1 3s", 1, "1 0 1s", false)]
    [InlineData("8 0 5s", 1, "9 0 6s", false)]
    public void One_that_has_reloaded_is_the_same_and_one_that_has_started_again_is_not(string before, int later, string after, bool isSame)
    {
        var first = MasterMark.Of(Processes(before), TimeSpan.FromSeconds(1000));
        var second = MasterMark.Of(Processes(after), TimeSpan.FromSeconds(1000 + later));

        Assert.Equal(isSame, second.Continues(first));
    }

    // "PID RELOADS AGE", as the master prints it.
    private static MasterProcesses Processes(string text)
    {
        var words = text.Split(' ');
        return MasterProcesses.TryParse($"{words[0]} master {words[1]} [failed: 0] 0d00h{Age(words[2])} 2.6.12\n")!;
    }

    private static string Age(string seconds) => TimeSpan.FromSeconds(
        int.Parse(seconds.TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture)).ToString(@"mm\mss\s", null);
}
