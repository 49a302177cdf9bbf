using System.Net;
using Actors.Clustering;
using Actors.Clustering.Management;
using Actors.Clustering.Settings;
using Actors.Contracts.Management;

namespace Actors.HaAgent;

/// <summary>
/// What <c>PROGRAM leave</c> does: the agent of this machine is asked to leave with its HAProxy, unless something else has started that,
/// and its steps are shown until it has ended.
/// </summary>
public static class LeaveCommand
{
    /// <summary>The argument that asks for it.</summary>
    public const string Name = "leave";

    private const int Usage = 2;
    private const string ReasonOption = "--reason";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>0 once the agent has ended; 1 where it was not reached or refuses; 2 where it is not clear what is wanted.</summary>
    /// <param name="args"><c>--reason TEXT</c>, and settings of the agent: its <c>Node:ManagementPort</c> and token file count.</param>
    /// <param name="output">Where its steps are shown.</param>
    /// <param name="errors">Where it says what is wrong.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        var (settings, reason) = Split(args);
        if (reason is not null && !NodeOverride.IsReason(reason))
        {
            await errors.WriteLineAsync(
                $"{ReasonOption} must be one line of 1 to {NodeOverride.LongestReason} characters, and has {reason.Length}.");
            return Usage;
        }

        var configuration = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true);
        configuration.AddNodeSettings(settings);
        var built = configuration.Build();
        var (node, api) = (new SettingsReader(built, NodeOptions.Section), new SettingsReader(built, ApiToken.Section));
        var options = NodeOptions.Read(node, NodeRoles.Ha, new HostAddresses());
        try
        {
            var client = new ManagementClient(
                new Uri($"http://{IPAddress.Loopback}:{options.ManagementPort}/"), TokenOf(api, options.StatePath), Patience)
            {
                User = OperatingUser.OfThisProcess,
            };
            return await AskAsync(client, reason, node, output, errors);
        }
        catch (NoTokenException fault)
        {
            await errors.WriteLineAsync($"{fault.Message} Name its file in {TokenSearch.FileVariable}.");
            return Usage;
        }
    }

    /// <summary>As the operator's commands find it, last of all in the agent's own file, which is never made here.</summary>
    private static string? TokenOf(SettingsReader api, string statePath)
    {
        var file = api.Text("TokenFile", statePath.Length == 0 ? "" : Path.Combine(statePath, ApiToken.FileName));
        return TokenSearch.Find(null, Environment.GetEnvironmentVariable, file.Length == 0 ? null : file)?.Value;
    }

    // The last reason counts, as the last of a setting does.
    private static (string[] Settings, string? Reason) Split(string[] args)
    {
        var (settings, reason) = (new List<string>(), (string?)null);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == ReasonOption)
            {
                reason = ++i < args.Length ? args[i] : "";
            }
            else if (args[i].StartsWith(ReasonOption + "=", StringComparison.Ordinal))
            {
                reason = args[i][(ReasonOption.Length + 1)..];
            }
            else
            {
                settings.Add(args[i]);
            }
        }

        return ([.. settings], reason);
    }

    private static async Task<int> AskAsync(ManagementClient client, string? why, SettingsReader node, TextWriter output, TextWriter errors)
    {
        try
        {
            var path = why is null ? "api/leave" : $"api/leave?reason={Uri.EscapeDataString(why)}";
            var answer = await client.SendAsync(HttpMethod.Post, path, null, CancellationToken.None);
            if (!answer.IsGood)
            {
                await errors.WriteLineAsync($"{client.Address} refuses ({(int)answer.Status}): {answer.Body}");
                if (answer.Status == HttpStatusCode.Unauthorized)
                {
                    await errors.WriteLineAsync($"Name the file of its token in {TokenSearch.FileVariable}.");
                }

                return 1;
            }
        }
        catch (NoAnswerException silence)
        {
            await errors.WriteLineAsync(
                $"no agent answers at {client.Address}: {silence.Message}. Give the settings that it has: --Node:ManagementPort=...");
            return node.Faults.Count > 0 ? Usage : 1;
        }

        await ShowAsync(client, output, TimeProvider.System);
        return 0;
    }

    private static async Task ShowAsync(ManagementClient client, TextWriter output, TimeProvider time)
    {
        LeaveStage? shown = null;
        try
        {
            while (true)
            {
                var answer = await client.GetAsync("api/status", CancellationToken.None);
                if (ContractJson.Read(answer.Body, ContractJson.Reader.AgentStatus)?.Leaving is { } leaving && leaving.Stage != shown)
                {
                    shown = leaving.Stage;
                    await output.WriteLineAsync($"{leaving.Since.ToLocalTime():HH:mm:ss} {Words(leaving)}");
                }

                await Task.Delay(LookEvery, time);
            }
        }
        catch (NoAnswerException)
        {
            await output.WriteLineAsync($"{time.GetLocalNow():HH:mm:ss} the agent has ended");
        }
    }

    internal static string Words(LeaveReport leaving) => leaving.Stage switch
    {
        LeaveStage.Notice => $"health is bad, HAProxy serves on until {leaving.Until.ToLocalTime():HH:mm:ss}",
        LeaveStage.Stopping => $"HAProxy finishes its requests, until {leaving.Until.ToLocalTime():HH:mm:ss} at most",
        _ when leaving.HaProxyServesOn =>
            "the agent leaves the cluster, HAProxy serves on with its health bad; end it where it was started",
        _ => "HAProxy has ended, the agent leaves the cluster",
    };
}
