using Actors.Contracts.Api;
using Spectre.Console;

namespace Actors.Cli.Views;

/// <summary>TLS for clients, and each certificate in one line of a table.</summary>
internal static class CertificateText
{
    private const int MostNames = 3;

    public static readonly Column[] Columns = ["CERTIFICATE", "STATE", "NAMES", "ENDS", Column.Text("WHY")];

    /// <summary>The whole in one line.</summary>
    public static Cell Of(CertificatesReport certificates) => certificates switch
    {
        { Serving: true, Why: "" } => new("served", Colours.Good),
        { Serving: true } => new($"served; {Words.Of(certificates.Why)}", Colours.Notable),
        _ => new($"NOT SERVED; {Words.Of(certificates.Why)}", Colours.Bad),
    };

    public static IEnumerable<Cell> Row(CertificateReport certificate)
    {
        yield return Cell.Of(Words.Of(certificate.File));
        yield return new Cell(Words.Of(certificate.State), StateStyle(certificate.State));
        yield return Cell.Of(Names(certificate.Names));
        yield return certificate switch
        {
            { NotAfter: null, State: CertificateState.Refused } => Cell.Of(""),
            { EndsSoon: true } => new Cell($"{Words.Moment(certificate.NotAfter)} SOON", Colours.Bad),
            _ => Cell.Of(Words.Moment(certificate.NotAfter)),
        };
        yield return new Cell(Words.Of(certificate.Reason), Colours.Notable);
    }

    private static Style StateStyle(CertificateState state) => state switch
    {
        CertificateState.InUse => Colours.Good,
        CertificateState.Refused => Colours.Bad,
        _ => Colours.Notable,
    };

    private static string Names(IReadOnlyList<string> names) =>
        string.Join(' ', names.Take(MostNames).Select(Words.Of)) + (
            names.Count > MostNames ? $" and {Words.Of(names.Count - MostNames)} more" : "");
}
