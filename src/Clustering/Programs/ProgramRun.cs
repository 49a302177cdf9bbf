using System.Net.Sockets;
using Actors.Clustering.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Programs;

/// <summary>One run of a program whose settings are right: from the claims of its ports to its exit code.</summary>
internal static class ProgramRun
{
    /// <summary>Takes what the program uses alone, and runs it. The result is the exit code.</summary>
    /// <param name="role">What the program is, see <see cref="NodeRoles"/>.</param>
    /// <param name="claimed">What it uses alone; given back at the end.</param>
    /// <param name="log">Its log.</param>
    /// <param name="makeApp">Builds the host.</param>
    public static async Task<int> RunAsync(string role, StartClaims claimed, ProgramLog log, Func<WebApplication> makeApp)
    {
        using var claims = claimed;
        try
        {
            await using var app = makeApp();
            foreach (var doubt in await claims.TakeAsync(app.Lifetime.ApplicationStopping))
            {
                app.Logger.LogWarning("{Doubt}", doubt);
            }

            return await RunAsync(app, log);
        }
        catch (StartFaultException error)
        {
            await log.FailAsync(string.Join('\n', error.Faults.Select(fault => $"{role} cannot start: {fault.Message}")));
            return error.ExitCode;
        }
    }

    private static async Task<int> RunAsync(WebApplication app, ProgramLog log)
    {
        try
        {
            await app.StartAsync();
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Told to stop before everything had started: what had, ends gracefully.
            await app.StopAsync();
            return 0;
        }
        catch (Exception error) when (PortInUse(error) is { } why)
        {
            // Free when it was looked at, and taken a moment later.
            const string Remedy = "Change Node:Port, Node:ManagementPort or the program's own port, or end the program that holds it.";
            await log.FailAsync($"A port cannot be opened: {why}. {Remedy}");
            return StartFault.Taken;
        }
    }

    private static string? PortInUse(Exception error)
    {
        for (var cause = error; cause is not null; cause = (
            cause as AggregateException)?.InnerExceptions.FirstOrDefault() ?? cause.InnerException)
        {
            if (cause is SocketException or IOException { InnerException: AddressInUseException })
            {
                return cause.Message;
            }
        }

        return null;
    }
}
