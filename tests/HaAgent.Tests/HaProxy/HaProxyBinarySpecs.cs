using Actors.HaAgent.HaProxy;
using Microsoft.Extensions.Time.Testing;

namespace Actors.HaAgent.Tests.HaProxy;

/// <summary>What is no verdict of HAProxy on a configuration.</summary>
public sealed class HaProxyBinarySpecs : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_that_is_killed_has_not_judged()
    {
        var error = await Assert.ThrowsAsync<IOException>(() => CheckAsync("kill -9 $$"));

        Assert.EndsWith("x.cfg was ended by signal 9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_takes_too_long_is_ended_and_said_so()
    {
        var check = CheckAsync("exec sleep 60");

        _time.Advance(TimeSpan.FromSeconds(20));

        var error = await Assert.ThrowsAsync<TimeoutException>(() => check);
        Assert.EndsWith("-c -f x.cfg has not ended within 20 s", error.Message, StringComparison.Ordinal);
    }

    private Task<string?> CheckAsync(string does)
    {
        var script = _folder["haproxy"];
        File.WriteAllText(script, $"#!/bin/sh\n{does}\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return new HaProxyBinary(script, _time).CheckAsync("x.cfg", CancellationToken.None);
    }
}
