using System.Globalization;
using Actors.Dev.Processes;
using Actors.Dev.State;
using Actors.Dev.Tests.Support;

namespace Actors.Dev.Tests;

/// <summary>The real <c>./actors</c> script, with a stand-in for <c>dotnet</c> that writes down what it is asked for.</summary>
public sealed class LauncherSpecs : IDisposable
{
    // Publishing makes a program; running that program tells its arguments and ends with what the test wants.
    private const string DotNetStandIn = """
        #!/bin/sh
        here=$(dirname "$0")
        case $1 in
            --list-sdks) cat "$here/sdks" ;;
            publish)
                echo "$*" >>"$here/publishes"
                case " $* " in
                    *" -p:PublishReadyToRun=true "*) [ ! -f "$here/no-crossgen" ] || { echo "error NETSDK1094: no Crossgen2"; exit 1; } ;;
                esac
                [ ! -f "$here/broken" ] || { echo "Program.cs(1,1): error CS1002: ; expected"; exit 1; }
                while [ $# -gt 0 ]; do [ "$1" != --output ] || target=$2; shift; done
                mkdir -p "$target"
                : >"$target/actors-dev.dll"
                ;;
            */actors-dev.dll)
                shift
                printf 'ran in %s:' "$ACTORS_ROOT"
                printf ' <%s>' "$@"
                echo
                exit 42
                ;;
        esac
        """;

    private readonly TemporaryFolder _root = new();
    private readonly TemporaryFolder _sdk = new();

    public LauncherSpecs()
    {
        var script = _root.File("actors", File.ReadAllText(Path.Combine(RunFolder.Find().Root, "actors")));
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _root.File("global.json", "{\n  \"sdk\": {\n    \"version\": \"10.0.100\",\n    \"rollForward\": \"latestFeature\"\n  }\n}\n");
        _root.File("Directory.Build.props", "<Project/>");
        _root.File("src/Program.props", "<Project/>");
        _root.File("src/Package.props", "<Project/>");
        _root.File("src/Contracts/Names.cs", "one");
        _root.File("src/Cli/Program.cs", "one");
        _root.File("tools/Dev/Program.cs", "one");
        _root.File("src/HaAgent/Templates/haproxy.cfg.sbn", "one");
        var dotnet = _sdk.File("dotnet", DotNetStandIn.Replace("\r", "", StringComparison.Ordinal));
        File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _sdk.File("sdks", "8.0.404 [/usr/share/dotnet/sdk]\n10.0.401 [/usr/share/dotnet/sdk]\n");
    }

    private int Publishes => File.Exists(_sdk.At("publishes")) ? File.ReadAllLines(_sdk.At("publishes")).Length : 0;

    public void Dispose()
    {
        _root.Dispose();
        _sdk.Dispose();
    }

    [Fact]
    public async Task Builds_then_hands_over_arguments_and_exit_code()
    {
        var result = await Launch("up", "--web", "a b", "");

        Assert.Equal(42, result.ExitCode);
        Assert.Contains($"ran in {_root.Path}: <up> <--web> <a b> <>", result.Lines);
        Assert.Contains("actors: building the command line program (once, and when its sources change) ...", result.Lines);
        Assert.Equal(1, Publishes);
    }

    [Fact]
    public async Task Builds_once_and_says_nothing_then()
    {
        await Launch("ps");
        File.SetLastWriteTimeUtc(_root.At("src/Cli/Program.cs"), DateTime.UnixEpoch);
        _root.File("src/Cli/obj/x", "not a source");

        var result = await Launch("ps");

        Assert.Equal([$"ran in {_root.Path}: <ps>"], result.Lines);
        Assert.Equal(1, Publishes);
    }

    [Fact]
    public async Task A_shell_that_completes_a_line_does_not_wait_for_a_build()
    {
        var before = await Launch("[suggest:3]", "sta");
        await Launch("ps");
        var after = await Launch("[suggest:3]", "sta");

        Assert.Equal((0, 0), (before.ExitCode, before.Lines.Count));
        Assert.Contains($"ran in {_root.Path}: <[suggest:3]> <sta>", after.Lines);
        Assert.Equal(1, Publishes);
    }

    [Theory]
    [InlineData("src/Cli/Program.cs", "two")]
    [InlineData("src/Cli/New.cs", "")]
    [InlineData("src/Contracts/Names.cs", "two")]
    [InlineData("tools/Dev/Program.cs", "two")]
    [InlineData("src/HaAgent/Templates/haproxy.cfg.sbn", "two")]
    [InlineData("Directory.Build.props", "<Project></Project>")]
    [InlineData("global.json", "{ \"sdk\": { \"version\": \"10.0.101\" } }")]
    public async Task Builds_again_when_something_changed(string file, string content)
    {
        await Launch("ps");

        _root.File(file, content + " ");
        await Launch("ps");

        Assert.Equal(2, Publishes);
    }

    [Fact]
    public async Task Two_at_once_build_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Launch("ps")));

        Assert.All(results, result => Assert.Equal(42, result.ExitCode));
        Assert.Equal(1, Publishes);
    }

    [Fact]
    public async Task Works_through_links_and_from_anywhere()
    {
        using var elsewhere = new TemporaryFolder();
        File.CreateSymbolicLink(elsewhere.At("first"), _root.At("actors"));
        File.CreateSymbolicLink(elsewhere.At("second"), "first");

        var result = await Run(elsewhere.At("second"), ["ps"], "/");

        Assert.Contains($"ran in {_root.Path}: <ps>", result.Lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("8.0.404 [/x]\n9.0.300 [/x]\n")]
    [InlineData("10.0.99 [/x]\n")]
    [InlineData("11.0.100 [/x]\n")]
    public async Task Without_a_fitting_SDK_it_says_how_to_get_one(string sdks)
    {
        _sdk.File("sdks", sdks);

        var result = await Launch("up");

        Assert.Equal(ExitCode.MachineLacks, result.ExitCode);
        Assert.Contains("10.0.100 or a newer 10.0 is needed", result.Text, StringComparison.Ordinal);
        Assert.Contains("https://dotnet.microsoft.com/download/dotnet/10.0", result.Text, StringComparison.Ordinal);
        Assert.Equal(0, Publishes);
    }

    [Fact]
    public async Task A_build_that_fails_shows_what_it_said_and_is_tried_again()
    {
        _sdk.File("broken", "");

        var result = await Launch("up");

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Contains(result.Lines, line => line.Contains("error CS1002", StringComparison.Ordinal));
        File.Delete(_sdk.At("broken"));
        Assert.Equal(42, (await Launch("up")).ExitCode);
    }

    [Fact]
    public async Task Builds_without_ahead_of_time_code_when_the_packages_for_it_are_out_of_reach()
    {
        _sdk.File("no-crossgen", "");

        var result = await Launch("up");

        Assert.Equal(42, result.ExitCode);
        Assert.Equal(2, Publishes);
    }

    [Fact]
    public async Task Few_old_builds_stay()
    {
        for (var version = 0; version < 5; version++)
        {
            _root.File("src/Cli/Program.cs", Children.Text(version));
            await Launch("ps");
        }

        Assert.Equal(3, Directory.GetDirectories(_root.At(".run/cli")).Length);
    }

    [Fact]
    public async Task A_start_with_nothing_to_build_takes_no_time_worth_speaking_of()
    {
        await Launch("ps");

        var times = await Run("/bin/sh", ["-c", "\"$0\" ps >/dev/null; times", _root.At("actors")], _root.Path);

        // Of a processor, which a busy machine hardly changes: what the children took, such as 0m0.120s 0m0.050s (times of POSIX sh).
        // A tenth of a second for all; it must not grow with the repository.
        var took = times.Lines[^1].Split(' ').Sum(time => double.Parse(time.Split('m')[1].TrimEnd('s'), CultureInfo.InvariantCulture));
        Assert.InRange(took, 0, 1);
    }

    private Task<ShellResult> Launch(params string[] arguments) => Run(_root.At("actors"), arguments, _root.Path);

    private Task<ShellResult> Run(string script, string[] arguments, string folder) => Shell.RunAsync(
        [script, .. arguments],
        TimeSpan.FromSeconds(60),
        CancellationToken.None,
        environment: new Dictionary<string, string?> { ["DOTNET_ROOT"] = _sdk.Path, ["ACTORS_ROOT"] = null },
        folder: folder);
}
