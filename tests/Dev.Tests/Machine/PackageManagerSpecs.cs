using Actors.Dev.Machine;

namespace Actors.Dev.Tests.Machine;

public class PackageManagerSpecs
{
    [Fact]
    public void On_Debian_the_lists_come_first_when_they_are_old_and_nothing_asks_back()
    {
        var commands = PackageManager.Commands(["haproxy"], refresh: true, isRoot: true).Select(command => string.Join(' ', command));

        Assert.Equal(
            [
                "env DEBIAN_FRONTEND=noninteractive apt-get update -q",
                "env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -q --no-install-recommends haproxy",
            ],
            commands);
    }

    [Fact]
    public void Fresh_lists_are_left_alone() => Assert.Single(PackageManager.Commands(["haproxy"], refresh: false, isRoot: true));

    [Fact]
    public void Who_is_not_root_goes_through_sudo_which_must_not_ask() =>
        Assert.All(
            PackageManager.Commands(["haproxy"], refresh: true, isRoot: false), command => Assert.Equal(["sudo", "-n"], command.Take(2)));

    [Theory]
    [InlineData(true, "apt-get update && apt-get install --no-install-recommends haproxy util-linux")]
    [InlineData(false, "sudo apt-get update && sudo apt-get install --no-install-recommends haproxy util-linux")]
    public void The_command_to_run_by_hand_may_ask(bool isRoot, string expected) =>
        Assert.Equal(expected, PackageManager.ByHand(["haproxy", "util-linux"], isRoot));

    [Theory]
    [InlineData(
        "haproxy util-linux",
        "Install what Debian calls haproxy and util-linux, so that it is on the PATH. HAProxy must be 2.6 or newer: "
            + "https://www.haproxy.org/download/")]
    [InlineData("nodejs", "Install what Debian calls nodejs, so that it is on the PATH.")]
    public void Elsewhere_it_is_said_what_to_install(string packages, string expected) =>
        Assert.Equal(
            "Packages are installed for you on Debian and Ubuntu only. " + expected, PackageManager.Elsewhere(packages.Split(' ')));
}

public sealed class ProgramsSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Finds_what_can_be_executed_first_on_the_path()
    {
        var first = _folder.File("a/actors-probe", "");
        var second = _folder.File("b/actors-probe", "");
        File.SetUnixFileMode(second, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var path = $"{Path.GetDirectoryName(first)}:relative:{Path.GetDirectoryName(second)}";

        Assert.Equal(second, Programs.Find("actors-probe", path));
    }

    [Fact]
    public void Looks_in_the_system_folders_also_when_the_path_leaves_them_out() => Assert.NotNull(Programs.Find("sh", ""));

    [Fact]
    public void What_is_not_there_is_not_found() => Assert.Null(Programs.Find("actors-probe", _folder.Path));
}
