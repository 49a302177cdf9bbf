using Actors.Clustering.Resources;
using Actors.Clustering.Settings;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent;

/// <summary>
/// What <c>PROGRAM stop-haproxy</c> does: a HAProxy that its agent has left running (<c>HaProxy:OnStop</c>) finishes its requests and ends.
/// </summary>
public static class StopHaProxyCommand
{
    /// <summary>The argument that asks for it.</summary>
    public const string Name = "stop-haproxy";

    private const int Usage = 2;

    /// <summary>
    /// 0 where no HAProxy of this machine's agent runs any more, or something else has to end it (<c>HaProxy:Start</c>); 1 where one
    /// does; 2 where it is not clear what is wanted.
    /// </summary>
    /// <param name="settings">Settings as ever; <c>HaProxy:RuntimePath</c> and <c>HaProxy:StopTimeout</c> count.</param>
    /// <param name="errors">Where it says what is wrong.</param>
    public static async Task<int> RunAsync(string[] settings, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var configuration = new ConfigurationBuilder();
        configuration.AddNodeSettings(settings);
        var reader = new SettingsReader(configuration.Build(), HaProxyOptions.Section);
        // What is wrong with other settings, such as a program that has been removed, must not keep it from stopping.
        var options = HaProxyOptions.Read(reader);
        if (UnknownSettings.Among(GivenSettings.OfLine(settings), [reader]) is { Count: > 0 } unknown)
        {
            await errors.WriteLineAsync(string.Join('\n', unknown));
            return Usage;
        }

        if (options.IsStartedElsewhere)
        {
            await errors.WriteLineAsync("HaProxy:Start is elsewhere: HAProxy serves on. Stop what has started it.");
            return 0;
        }

        var master = new HaProxyMaster(options, TimeProvider.System);
        if (master.Find() is null)
        {
            return 0;
        }

        var (taken, fault) = new FolderClaim($"{HaProxyOptions.Section}:RuntimePath", options.RuntimePath).Take();
        using (taken)
        {
            if (fault is { ExitCode: StartFault.Taken })
            {
                await errors.WriteLineAsync($"its agent runs, and would start it again. {fault.Message}");
                return 1;
            }

            await master.StopAsync();
            if (master.Find() is { } still)
            {
                await errors.WriteLineAsync($"HAProxy still runs (process {still.Pid}): is it another user's?");
                return 1;
            }
        }

        return 0;
    }
}
