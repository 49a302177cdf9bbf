using System.Collections.Immutable;
using Actors.HaAgent.Certificates;
using Actors.HaAgent.HaProxy;

namespace Actors.HaAgent.Tests.Certificates;

/// <summary>What the watch does after each look, as a table: looks, and the names of the effects of the last.</summary>
public sealed class CertificateFollowingSpecs
{
    private static readonly CertificatesReport Nothing = new("/certs", false, "", []);
    private static readonly CertificatesReport Serving = Nothing with { Serving = true };
    private static readonly CertificateFollowing First = new("/certs");
    private static readonly HeldCertificates Held = new(ImmutableDictionary<string, string>.Empty, []);
    private static readonly CertificateSelection None = new(CertificateSelection.None, ImmutableSortedDictionary<string, string>.Empty, "");
    private static readonly CertificateLook Quiet = new(None, Held, [], null, IsFirst: false);
    private static readonly CertificateLook Refused = Quiet with { Refusal = "no room" };
    private static readonly CertificateLook Sent = Quiet with { Commands = [new CertificateCommand.Create("/run/a.pem")] };

    public static TheoryData<string, Func<CertificateFollowing.Step>, string> Cases => new()
    {
        { "the first look", () => Look(First, Quiet), "Report" },
        { "the same again", () => Look(Look(First, Quiet).Next, Quiet), "" },
        { "another report", () => Look(First, Quiet).Next.Looked(Quiet, Serving, TimeSpan.Zero), "Report" },
        { "the first certificates", () => Look(First, Quiet with { IsFirst = true }), "Render, Report" },
        { "commands were sent", () => Look(First, Sent), "Log Information, Report" },
        { "a refusal", () => Look(First, Refused), "Log Warning, Reload, Report" },
        { "another one soon after", () => Look(Look(First, Refused).Next, Refused, 9), "" },
        { "another one later", () => Look(Look(First, Refused).Next, Refused, 10), "Log Warning, Reload" },
        { "another one after all was well", () => Look(Look(Look(First, Refused).Next, Quiet, 1).Next, Refused, 2), "Log Warning, Reload" },
        { "another one after HAProxy was away", () => Look(Look(Look(First, Refused).Next, Quiet with { Held = null }, 1).Next, Refused, 2),
            "" },
        { "a look fails", () => First.Failed("no answer"), "Log Error, Log Warning, Report" },
        { "it fails again", () => First.Failed("no answer").Next.Failed("no answer"), "" },
        { "it fails otherwise", () => First.Failed("no answer").Next.Failed("no room"), "Log Error, Log Warning, Report" },
        { "it fails anew", () => Look(First.Failed("no answer").Next, Quiet).Next.Failed("no answer"), "Log Error, Log Warning, Report" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void After_a_look_follows(string what, Func<CertificateFollowing.Step> happen, string effects) =>
        Assert.Equal($"{what}: {effects}", $"{what}: {string.Join(", ", happen().Effects.Select(Name))}");

    private static CertificateFollowing.Step Look(CertificateFollowing state, CertificateLook look, int second = 0) =>
        state.Looked(look, Nothing, TimeSpan.FromSeconds(second));

    private static string Name(CertificateEffect effect) =>
        effect is CertificateEffect.Log log ? $"Log {log.Level}" : effect.GetType().Name;
}
