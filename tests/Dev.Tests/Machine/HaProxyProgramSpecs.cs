using Actors.Dev.Machine;

namespace Actors.Dev.Tests.Machine;

public sealed class HaProxyProgramSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("HAProxy version 3.0.11-1+deb13u2 2025/10/03 - https://haproxy.org/", "3.0")]
    [InlineData("HAProxy version 2.6.12-1+deb12u3 2025/10/03 - https://haproxy.org/\nStatus: long-term supported", "2.6")]
    [InlineData("HA-Proxy version 2.2.9-2+deb11u6 2023/08/09 - https://haproxy.org/", "2.2")]
    [InlineData("ls (GNU coreutils) 9.1", null)]
    [InlineData("", null)]
    public void The_version_is_in_what_it_prints(string said, string? version) =>
        Assert.Equal(version, HaProxyProgram.VersionIn(said)?.ToString());

    [Fact]
    public async Task A_HAProxy_is_taken() =>
        await HaProxyProgram.RequireAsync(Program("echo 'HAProxy version 3.0.11 2025/10/03'"), CancellationToken.None);

    [Fact]
    public async Task Another_program_is_refused_with_its_own_words()
    {
        var other = Program("echo 'I am another'");

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => HaProxyProgram.RequireAsync(other, CancellationToken.None));

        Assert.Equal($"--haproxy: {other} does not say that it is a HAProxy.", failure.Message);
        Assert.Equal($"`{other} -v` says: I am another", Assert.Single(failure.Remedy));
        Assert.Equal(ExitCode.Usage, failure.ExitCode);
    }

    [Fact]
    public async Task One_that_cannot_be_executed_in_spite_of_its_mode_is_refused()
    {
        var broken = _folder.File("broken", "\u007fELF and no more");
        Executable(broken);

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => HaProxyProgram.RequireAsync(broken, CancellationToken.None));

        Assert.Contains("does not say that it is a HAProxy", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_HAProxy_is_refused()
    {
        var old = Program("echo 'HA-Proxy version 2.2.9-2+deb11u6 2023/08/09 - https://haproxy.org/'");

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => HaProxyProgram.RequireAsync(old, CancellationToken.None));

        Assert.Equal($"--haproxy: {old} is HAProxy 2.2, and 2.6 is the oldest that works.", failure.Message);
    }

    private string Program(string line)
    {
        var path = _folder.File("haproxy", $"#!/bin/sh\n{line}\n");
        Executable(path);
        return path;
    }

    private static void Executable(string path) =>
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
