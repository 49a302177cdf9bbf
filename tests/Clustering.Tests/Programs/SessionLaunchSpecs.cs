using System.Diagnostics;
using System.Globalization;
using Actors.Clustering.Programs;

namespace Actors.Clustering.Tests.Programs;

/// <summary>
/// Both ways to start a program in a session of its own: by a shell, and by src/Actors/launch.c, which native executables have in them.
/// </summary>
public sealed class SessionLaunchSpecs(SessionLaunchSpecs.Launcher launcher) : IClassFixture<SessionLaunchSpecs.Launcher>, IDisposable
{
    private const string SayWhatItIs = "echo $$ $(cut -d' ' -f5,6 /proc/$$/stat) $(readlink /proc/$$/fd/0)";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _started = [];

    /// <summary>Compiled once, where there is a compiler.</summary>
    public sealed class Launcher : IDisposable
    {
        public BuiltLauncher? Built { get; } = BuiltLauncher.FoundCompiler is null ? null : new BuiltLauncher();

        public void Dispose() => Built?.Dispose();
    }

    public void Dispose()
    {
        foreach (var process in _started)
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
        }

        _folder.Dispose();
    }

    [CompilerTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_guarded_program_has_a_session_of_its_own_reads_nothing_and_ends_with_its_own_code(bool isBuiltIn)
    {
        var process = Guarded(isBuiltIn, "sh", "-c", $"{SayWhatItIs}; exit 3");

        var pid = process.Id.ToString(CultureInfo.InvariantCulture);
        Assert.Equal($"{pid} {pid} {pid} /dev/null", await process.StandardOutput.ReadLineAsync().WaitAsync(Patience));
        Assert.Equal(3, await CodeOf(process));
    }

    [CompilerTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_guard_is_no_child_of_the_program_and_kills_its_group_at_the_end_of_the_input(bool isBuiltIn)
    {
        var process = Guarded(isBuiltIn, "sh", "-c", "trap '' TERM HUP; wait; sleep 1000 & echo $!; sleep 1000");
        var child = int.Parse((await process.StandardOutput.ReadLineAsync().WaitAsync(Patience))!, CultureInfo.InvariantCulture);

        process.StandardInput.Close();

        Assert.Equal(137, await CodeOf(process));
        await Eventually.TrueAsync(() => !ProcessGroup.Runs(child));
    }

    [CompilerTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_line_dismisses_the_guard(bool isBuiltIn)
    {
        var process = Guarded(isBuiltIn, "sh", "-c", "echo up; sleep 1000");
        await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);

        await process.StandardInput.WriteLineAsync();
        process.StandardInput.Close();

        await Eventually.TrueAsync(() => GuardsOf(process.Id) is []);
        Assert.True(ProcessGroup.Runs(process.Id));
    }

    [CompilerFact]
    public async Task A_list_of_processes_shows_whom_the_guard_guards_and_nothing_of_the_arguments()
    {
        var process = Guarded(isBuiltIn: true, "sh", "-c", "echo up; sleep 1000", "password");
        await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);

        // The guard takes its names beside the program's start.
        var guard = 0;
        await Eventually.TrueAsync(() =>
        {
            guard = GuardsOf(process.Id) is [var only] ? only : 0;
            return guard > 0 && File.ReadAllText($"/proc/{guard}/comm") == "actors-guard\n";
        });
        Assert.Equal(
            $"actors-guard {process.Id.ToString(CultureInfo.InvariantCulture)}",
            (await File.ReadAllTextAsync($"/proc/{guard}/cmdline")).TrimEnd('\0').Replace('\0', ' '));
    }

    [CompilerTheory]
    [InlineData(false, "/nothing/there", 127)]
    [InlineData(true, "/nothing/there", 127)]
    [InlineData(false, "/etc/passwd", 126)]
    [InlineData(true, "/etc/passwd", 126)]
    public async Task What_cannot_be_executed_is_told_by_the_code_and_named(bool isBuiltIn, string program, int code)
    {
        var process = Guarded(isBuiltIn, program);

        Assert.Contains(program, await process.StandardError.ReadToEndAsync().WaitAsync(Patience), StringComparison.Ordinal);
        Assert.Equal(code, await CodeOf(process));
    }

    [CompilerTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_detached_program_adds_its_errors_to_the_log(bool isBuiltIn)
    {
        var log = _folder.File("log", "before\n");

        var process = Detached(isBuiltIn, log, "sh", "-c", $"{{ {SayWhatItIs}; }} >&2; exit 4");

        Assert.Equal(4, await CodeOf(process));
        var pid = process.Id.ToString(CultureInfo.InvariantCulture);
        Assert.Equal($"before\n{pid} {pid} {pid} /dev/null\n", await File.ReadAllTextAsync(log));
    }

    [CompilerTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_log_that_cannot_be_opened_ends_it_before_the_program_runs(bool isBuiltIn)
    {
        var process = Detached(isBuiltIn, _folder.At("missing/log"), "touch", _folder.At("ran"));

        Assert.NotEqual(0, await CodeOf(process));
        Assert.Contains("missing/log", await process.StandardError.ReadToEndAsync().WaitAsync(Patience), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At("ran")));
    }

    /// <summary>The kernel drops a signal that the first process of a container does not handle.</summary>
    [Trait("Needs", "Root")]
    [CompilerTheory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    [InlineData("HUP", 129)]
    public async Task The_first_process_of_a_container_ends_when_it_is_told_to_before_anything_handles_that(string signal, int code) =>
        Assert.Equal(code, await EndOfFirstAsync(signal));

    [Trait("Needs", "Root")]
    [CompilerFact]
    public async Task What_the_program_itself_handles_is_its_own() => Assert.Equal(7, await EndOfFirstAsync("TERM", "handles"));

    private async Task<int> EndOfFirstAsync(string signal, params string[] arguments)
    {
        // What is ignored where the tests were started, as by nohup or behind an &, is ignored by what they start.
        var process = Run(new ProcessStartInfo(
            "env", ["--default-signal=HUP,INT,TERM", "unshare", "--pid", "--fork", "--kill-child", launcher.Built!.Path, .. arguments]));
        Assert.Equal("up", await process.StandardOutput.ReadLineAsync().WaitAsync(Patience));

        var first = ProcessGroup.ChildrenOf(process.Id)[0].ToString(CultureInfo.InvariantCulture);
        using var kill = Process.Start("kill", ["-" + signal, first]);
        return await CodeOf(process);
    }

    // Those that read the input of the launch: what a program was started with is in no list of processes.
    private static IReadOnlyList<int> GuardsOf(int program) =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && pid != program && CommandLineOf(pid) is var line
                && (line.StartsWith($"actors-guard\0{program}", StringComparison.Ordinal)
                    || (line.Contains("kill -KILL", StringComparison.Ordinal)
                        && line.EndsWith($"sh\0{program}\0", StringComparison.Ordinal)))),
    ];

    private static string CommandLineOf(int pid)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task<int> CodeOf(Process process)
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    private Process Guarded(bool isBuiltIn, params string[] command) => Run(
        isBuiltIn ? new ProcessStartInfo(launcher.Built!.Path, ["--launch-guarded", .. command]) : SessionLaunch.Guarded(command));

    private Process Detached(bool isBuiltIn, string log, params string[] command) => Run(
        isBuiltIn
            ? new ProcessStartInfo(launcher.Built!.Path, ["--launch-detached", log, .. command])
            : SessionLaunch.Detached(log, command));

    private Process Run(ProcessStartInfo start)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        var process = Process.Start(start)!;
        _started.Add(process);
        return process;
    }
}
