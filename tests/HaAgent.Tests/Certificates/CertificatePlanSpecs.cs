using System.Collections.Immutable;
using Actors.HaAgent.Certificates;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Tests.Certificates;

/// <summary>Transcripts: what is sent, in this order.</summary>
public sealed class CertificatePlanSpecs
{
    private static readonly CertificatePaths Paths = new("/run/certs");

    [Fact]
    public void Nothing_is_sent_where_HAProxy_has_it_all() =>
        Assert.Empty(Plan(Has("default 1", "a.pem 1", "b.pem 2"), ["a.pem 1", "b.pem 2"]));

    [Fact]
    public void A_replaced_one_is_set_and_committed() => Assert.Equal(
        ["set ssl cert /run/certs/b.pem", "commit ssl cert /run/certs/b.pem"],
        Plan(Has("default 1", "a.pem 1", "b.pem 2"), ["a.pem 1", "b.pem 3"]));

    [Fact]
    public void A_new_one_gets_a_name_a_content_and_a_place_in_the_list() => Assert.Equal(
        ["new ssl cert /run/certs/b.pem", "set ssl cert /run/certs/b.pem", "commit ssl cert /run/certs/b.pem",
        "add ssl crt-list /run/certs/crt-list /run/certs/b.pem"],
        Plan(Has("default 1", "a.pem 1"), ["a.pem 1", "b.pem 2"]));

    [Fact]
    public void A_new_one_that_was_left_half_way_is_finished() => Assert.Equal(
        ["set ssl cert /run/certs/b.pem", "commit ssl cert /run/certs/b.pem", "add ssl crt-list /run/certs/crt-list /run/certs/b.pem"],
        Plan(new HeldCertificates(
            Has("default 1", "a.pem 1", "b.pem").Loaded, ["/run/certs/default", "/run/certs/a.pem"]), ["a.pem 1", "b.pem 2"]));

    [Fact]
    public void One_that_goes_leaves_the_list_first() => Assert.Equal(
        ["del ssl crt-list /run/certs/crt-list /run/certs/b.pem", "del ssl cert /run/certs/b.pem"],
        Plan(Has("default 1", "a.pem 1", "b.pem 2"), ["a.pem 1"]));

    [Fact]
    public void When_the_first_one_goes_the_next_takes_its_place_before() => Assert.Equal(
        [
            "set ssl cert /run/certs/default", "commit ssl cert /run/certs/default",
            "del ssl crt-list /run/certs/crt-list /run/certs/a.pem", "del ssl cert /run/certs/a.pem",
        ],
        Plan(Has("default 1", "a.pem 1", "b.pem 2"), ["b.pem 2"]));

    [Fact]
    public void A_file_that_is_new_is_sent_though_its_certificate_is_the_same_since_its_chain_may_be_another() => Assert.Equal(
        ["set ssl cert /run/certs/a.pem", "commit ssl cert /run/certs/a.pem"],
        Plan(Has("default 1", "a.pem 1"), ["a.pem 1"], "/run/certs/a.pem"));

    [Fact]
    public void The_content_is_sent_without_an_empty_line_and_only_by_the_one_command()
    {
        var set = new CertificateCommand.Set("/run/certs/a.pem", Of("a.pem 1").Pem);

        Assert.Equal("set ssl cert /run/certs/a.pem <<\nPEM of a.pem 1\n", set.Text);
        Assert.Equal("set ssl cert /run/certs/a.pem", set.Words);
        Assert.False(set.IsTooLong);
        Assert.True(new CertificateCommand.Set("/run/certs/a.pem", new string('x', 15_000)).IsTooLong);
    }

    [Fact]
    public void The_list_names_the_copy_first() => Assert.Equal(
        "/run/certs/default default.invalid\n/run/certs/a.pem\n/run/certs/b.pem\n", Paths.ListText(Wanted("b.pem 2", "a.pem 1")));

    [Fact]
    public void Many_are_sent_in_parts_of_whole_files_so_that_a_drain_gets_in_between()
    {
        var files = Enumerable.Range(10, 45).Select(number => $"{number}.pem").ToList();
        var has = Has([.. files.Select(file => $"{file} 1")]);
        var commands = CertificatePlan.Between(Paths, has, Wanted([.. files.Select(file => $"{file} 2")]), ImmutableHashSet<string>.Empty);

        var parts = CertificatePlan.Parts(commands);

        Assert.Equal(commands, parts.SelectMany(part => part));
        Assert.Equal([20, 20, 6], parts.Select(part => part.Select(command => command.Path).Distinct().Count()));
        Assert.Equal(46, parts.Sum(part => part.Select(command => command.Path).Distinct().Count()));
    }

    private static string[] Plan(HeldCertificates has, string[] wanted, params string[] unsent) =>
        [.. CertificatePlan.Between(Paths, has, Wanted(wanted), unsent.ToHashSet(StringComparer.Ordinal)).Select(command => command.Words)];

    private static HeldCertificates Has(params string[] files)
    {
        var held = files.Select(file => file.Split(' ')).ToDictionary(
            words => Paths.Of(words[0]), words => words.ElementAtOrDefault(1) ?? "", StringComparer.Ordinal);
        return new HeldCertificates(
            held.ToImmutableDictionary(StringComparer.Ordinal), held.Keys.ToImmutableHashSet(StringComparer.Ordinal));
    }

    private static CertificateSelection Wanted(params string[] certificates) => new(
        CertificateSelection.None.AddRange(
            certificates.Select(Of).Select(certificate => KeyValuePair.Create(certificate.Name, certificate))),
        ImmutableSortedDictionary<string, string>.Empty, "");

    private static Certificate Of(string text)
    {
        var words = text.Split(' ');
        return new Certificate(words[0], $"PEM of {text}\n") { Thumbprint = words[1], Names = [], NotBefore = default, NotAfter = default };
    }
}
