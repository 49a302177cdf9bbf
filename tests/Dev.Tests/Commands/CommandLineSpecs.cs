using Actors.Contracts;
using Actors.Dev.Commands;
using Actors.Cli.Commands;

namespace Actors.Dev.Tests.Commands;

public class CommandLineSpecs
{
    [Theory]
    [InlineData("up")]
    [InlineData("up --web 0 --port 80 --stats-port 65535 --detach")]
    [InlineData("up -d --json")]
    [InlineData("up --haproxy /bin/sh")]
    [InlineData("ps --json")]
    [InlineData("ps -o wide --watch")]
    [InlineData("scale 200 --json")]
    [InlineData("start web-1")]
    [InlineData("stop web-1")]
    [InlineData("kill web-1")]
    [InlineData("logs web-1 -f -n 0")]
    [InlineData("down")]
    [InlineData("start web-1 --json")]
    [InlineData("stop web-1 --json")]
    [InlineData("kill web-1 --json")]
    [InlineData("logs web-1 --json")]
    [InlineData("down --json")]
    [InlineData("test --containers --filter A=b")]
    [InlineData("test --only EndToEnd Containers")]
    [InlineData("test --long --seed 7 --repeat 3")]
    [InlineData("bench")]
    [InlineData("bench stop kill --rounds 8 --json --only ours --haproxy /bin/sh")]
    [InlineData("bench peers")]
    [InlineData("bench peers stop hang --rounds 1 --only nginx --only ours --haproxy /bin/sh --write /etc/passwd --json")]
    [InlineData("walk")]
    [InlineData("walk --containers --out /no/such/folder --json")]
    [InlineData("walk --haproxy /bin/sh")]
    [InlineData("docs")]
    [InlineData("pack")]
    [InlineData("pack --arch x64 arm64 --images --out /tmp/x --json")]
    [InlineData("pack --only deb tarball nuget images --executable /proc/self/exe")]
    public void Makes_sense(string line) => Assert.Empty(Errors(line));

    [Theory]
    [InlineData("up --web x", "--web must be a number from 0 to 200, not 'x'.")]
    [InlineData("up --web 201", "--web must be a number from 0 to 200, not '201'.")]
    [InlineData("up --port 0", "--port must be a number from 1 to 65535, not '0'.")]
    [InlineData("up --stats-port 65536", "--stats-port must be a number from 1 to 65535, not '65536'.")]
    [InlineData("up --template /no/such/file", "--template: there is no file /no/such/file.")]
    [InlineData("up --haproxy /no/such/file", "--haproxy: there is no file /no/such/file.")]
    [InlineData("up --haproxy /etc/passwd", "--haproxy: /etc/passwd is not executable.")]
    [InlineData("scale -1", "N must be a number from 0 to 200, not '-1'.")]
    [InlineData("logs web-1 -n x", "--lines must be a number from 0 to 1000000, not 'x'.")]
    [InlineData("bench --rounds 0", "--rounds must be a number from 1 to 100, not '0'.")]
    [InlineData("bench --haproxy /no/such/file", "--haproxy: there is no file /no/such/file.")]
    [InlineData("bench peers --rounds x", "--rounds must be a number from 1 to 100, not 'x'.")]
    [InlineData("bench peers --only theirs", "--only must be ours, haproxy, consul, nginx, caddy or yarp, not 'theirs'.")]
    [InlineData("bench peers --write /no/such/page", "--write: there is no file /no/such/page.")]
    [InlineData("walk --out /etc/passwd", "--out: /etc/passwd is a file; name a folder.")]
    [InlineData("walk --haproxy /no/such/file", "--haproxy: there is no file /no/such/file.")]
    [InlineData("walk --containers --haproxy /bin/sh", "--haproxy is for local processes; containers have the HAProxy of their image.")]
    [InlineData("bench --only theirs", "--only must be ours or original, not 'theirs'.")]
    [InlineData("pack --arch mips", "--arch must be x64 or arm64, not 'mips'.")]
    [InlineData("pack --only rpm", "--only must be tarball, deb, nuget or images, not 'rpm'.")]
    [InlineData("pack --executable /no/such/file", "--executable: there is no file /no/such/file.")]
    [InlineData("pack --executable /etc/passwd", "--executable: /etc/passwd is no executable.")]
    [InlineData("soak --seed x", "--seed must be a number from 0 to 2147483647, not 'x'.")]
    [InlineData("scale", "missing N: how many web nodes there must be.")]
    [InlineData("stop", "missing NAME: a node, such as web-1; ./actors ps lists them.")]
    [InlineData("nonsense", "unknown command 'nonsense'.")]
    public void Makes_none_and_says_why(string line, string error) =>
        Assert.Equal(error, UsageErrors.Of(DevCommand.Root.Create().Parse(line.Split(' ')), "./actors").Message);

    [Fact]
    public async Task It_says_the_version_of_what_is_released()
    {
        await using var said = new StringWriter();

        Assert.Equal(ExitCode.Ok, await DevCommand.Root.Create().Parse("--version").InvokeAsync(new() { Output = said }));

        Assert.Equal(ProductVersion.WithCommit, said.ToString().Trim());
        Assert.NotEqual("1.0.0", ProductVersion.Text);
    }

    [Fact]
    public void Every_command_stands_in_a_group_of_the_help() => Assert.All(
        CommandGroups.Of(DevCommand.Root.Create().Subcommands), group => Assert.NotEqual("", group.Title));

    [Fact]
    public async Task The_help_fits_eighty_columns()
    {
        await using var said = new StringWriter();

        Assert.Equal(ExitCode.Ok, await DevCommand.Root.Create().Parse("help").InvokeAsync(new() { Output = said }));

        Assert.All(said.ToString().Split('\n'), line => Assert.True(line.Length <= 80 && line == line.TrimEnd(), line));
    }

    [Fact]
    public void Every_command_and_every_option_explains_itself()
    {
        foreach (var command in DevCommand.Root.Create().Subcommands)
        {
            Assert.False(string.IsNullOrWhiteSpace(command.Description), command.Name);
            Assert.All(
                command.Options, option => Assert.False(string.IsNullOrWhiteSpace(option.Description), $"{command.Name} {option.Name}"));
            Assert.All(
                command.Arguments,
                argument => Assert.False(string.IsNullOrWhiteSpace(argument.Description), $"{command.Name} {argument.Name}"));
        }
    }

    [Fact]
    public void Every_command_of_operators_is_one_of_it() => Assert.Equal(
        [], ActorsCommand.Create().Subcommands.Select(command => command.Name)
        .Except(DevCommand.Root.Create().Subcommands.Select(command => command.Name)));

    [Fact]
    public void Commands_of_operators_say_what_to_do_by_the_script_s_name()
    {
        var drain = DevCommand.Root.Create().Subcommands.Single(command => command.Name == "drain");

        Assert.EndsWith("until ./actors ready.", drain.Description, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Errors(string line) =>
        DevCommand.Root.Create().Parse(line.Split(' ')).Errors.Select(error => error.Message);
}
