using System.Collections.Immutable;
using Actors.HaAgent.Certificates;

namespace Actors.HaAgent.Tests.Certificates;

public sealed class CertificateSelectionSpecs
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_valid_is_served_and_the_first_by_name_is_for_who_names_no_server()
    {
        var selection = Select(CertificateSelection.None, [Good("b.pem"), Good("a.pem")]);

        Assert.Equal(["a.pem", "b.pem"], selection.Wanted.Keys);
        Assert.Equal("a.pem", selection.Default!.Name);
        Assert.Equal(("", true), (selection.Why, selection.Refused.IsEmpty));
    }

    [Fact]
    public void In_the_place_of_a_broken_one_the_last_good_one_stays_and_the_reason_is_told()
    {
        var selection = Select(Last("a.pem", "b.pem"), [CertificateReading.Refused("a.pem", "it is not PEM"), Good("b.pem", "2")]);

        Assert.Equal(["a.pem 1", "b.pem 2"], selection.Wanted.Values.Select(certificate => $"{certificate}"));
        Assert.Equal([KeyValuePair.Create("a.pem", "it is not PEM")], selection.Refused);
    }

    [Theory]
    [InlineData(-2, -1, "it has expired on 2029-12-31")]
    [InlineData(1, 2, "it is not valid before 2030-01-02")]
    public void One_that_is_out_of_time_is_refused(int from, int until, string reason)
    {
        var selection = Select(Last("b.pem"), [Good("a.pem", from: from, until: until), Good("b.pem")]);

        Assert.Equal(["b.pem"], selection.Wanted.Keys);
        Assert.StartsWith(reason, selection.Refused["a.pem"], StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_expires_while_it_is_served_stays()
    {
        var expired = Good("a.pem", from: -2, until: -1);

        var selection = Select(CertificateSelection.None.Add("a.pem", expired.Certificate!), [expired]);

        Assert.Equal(["a.pem"], selection.Wanted.Keys);
        Assert.Empty(selection.Refused);
    }

    [Fact]
    public void One_whose_file_is_gone_goes()
    {
        Assert.Equal(["b.pem"], Select(Last("a.pem", "b.pem"), [Good("b.pem")]).Wanted.Keys);
    }

    [Theory]
    [InlineData("", "the folder has no certificate that can be served")]
    [InlineData("Permission denied", "Permission denied")]
    public void Where_the_folder_has_nothing_at_all_the_last_good_ones_stay(string error, string why)
    {
        var selection = Select(Last("a.pem", "b.pem"), [], error);

        Assert.Equal(["a.pem", "b.pem"], selection.Wanted.Keys);
        Assert.Equal(why, selection.Why);
    }

    [Fact]
    public void Where_there_never_was_one_there_is_none()
    {
        var selection = Select(CertificateSelection.None, [CertificateReading.Refused("a.pem", "it is not PEM")]);

        Assert.Null(selection.Default);
        Assert.NotEqual("", selection.Why);
    }

    private static CertificateSelection Select(
        ImmutableSortedDictionary<string, Certificate> lastGood, CertificateReading[] files, string error = "") =>
        CertificateSelection.Of(lastGood, files, error, Now);

    private static ImmutableSortedDictionary<string, Certificate> Last(params string[] names) =>
        CertificateSelection.None.AddRange(names.Select(name => KeyValuePair.Create(name, Good(name).Certificate!)));

    private static CertificateReading Good(string name, string thumbprint = "1", int from = -1, int until = 1) => CertificateReading.Of(
        new Certificate(name, $"{name} {thumbprint}")
        {
            Thumbprint = thumbprint,
            Names = [name],
            NotBefore = Now.AddDays(from),
            NotAfter = Now.AddDays(until)
        });
}
