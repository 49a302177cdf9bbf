using Actors.HaAgent.Certificates;

namespace Actors.HaAgent.Tests.Certificates;

public sealed class CertificateNewsSpecs
{
    private static readonly DateTimeOffset End = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_served_refused_and_gone_is_told_once()
    {
        var first = Report(InUse("a.pem"), Refused("b.pem", "it is not PEM"));

        Assert.Equal(
            ["Information: The certificate a.pem is served for a.test until 2030-01-01 00:00:00Z.",
            "Warning: The certificate b.pem is refused; it is not PEM"],
            News(null, first));
        Assert.Empty(News(first, first));
        Assert.Equal(
            ["Warning: The certificate b.pem is refused; it has no certificate"],
            News(first, Report(InUse("a.pem"), Refused("b.pem", "it has no certificate"))));
        Assert.Equal(["Information: The certificate b.pem is gone."], News(first, Report(InUse("a.pem"))));
    }

    [Fact]
    public void One_that_ends_soon_is_a_warning_once()
    {
        var soon = Report(InUse("a.pem") with { EndsSoon = true });

        Assert.Equal(["Warning: The certificate a.pem ends on 2030-01-01 00:00:00Z: replace it."], News(Report(InUse("a.pem")), soon));
        Assert.Empty(News(soon, soon));
    }

    [Fact]
    public void What_is_wrong_with_the_folder_is_a_warning()
    {
        Assert.Equal(["Warning: Certificates in /certs: it is empty"], News(Report(), Report() with { Why = "it is empty" }));
        var starting = Report(InUse("a.pem") with { State = CertificateState.Waiting }) with { Serving = false, Why = "not read yet" };
        Assert.Equal(["Information: Certificates in /certs: not read yet"], News(null, starting));
    }

    private static CertificatesReport Report(params CertificateReport[] files) => new("/certs", true, "", files);

    private static CertificateReport InUse(string file) => new(file, CertificateState.InUse, "", ["a.test"], End, false);

    private static CertificateReport Refused(string file, string why) => new(file, CertificateState.Refused, why, [], null, false);

    private static string[] News(CertificatesReport? before, CertificatesReport now) =>
        [.. CertificateNews.Between(before, now).Select(line => $"{line.Level}: {line.Line}")];
}
