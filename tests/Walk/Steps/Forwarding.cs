using System.Globalization;
using System.Net;
using Actors.Walk.Observing;

namespace Actors.Walk.Steps;

/// <summary>A part of step 0: web nodes are told who has asked, and at which port.</summary>
internal static class Forwarding
{
    public static async Task CheckAsync(StepRun run)
    {
        run.Say("What web nodes are told of users");
        var rendered = await run.System.ConfigAsync(run.Cancellation);
        var config = "";
        var url = await run.System.RunHaProxyAsync(bind => config = ForwardingConfig.Of(rendered, bind), run.Cancellation);
        var answer = "";
        await run.EventuallyAsync("X-Forwarded-For of a request", "the address of who asks", async () =>
        {
            answer = (await run.Tools.Visitor.GetAsync(url, run.Cancellation)).Body;
            return IPAddress.TryParse(ForwardingConfig.Header(answer, "X-Forwarded-For"), out _) ? "the address of who asks" : "none";
        });
        var port = ForwardingConfig.Header(answer, "X-Forwarded-Port") ?? Listing.Nothing;
        var listens = config.Split('\n').First(
            line => line.TrimStart().StartsWith("bind ", StringComparison.Ordinal)).Split(':')[^1].Trim();
        run.Expect("X-Forwarded-Port of a request", listens, port);
        await run.SaveAsync(
            "forwarded.txt",
            string.Create(
                CultureInfo.InvariantCulture,
                $"What a web node is told of a request:\n\n{answer}\nBy HAProxy with these settings:\n\n{config}"));
    }
}
