using System.CommandLine;

namespace Actors.Cli.Commands.Certificates;

/// <summary><c>actors certs</c>: an authority, and a certificate for each node named, for the cluster's TLS.</summary>
internal static class CertsCommand
{
    public static Command Create(CommandHost host)
    {
        var folder = new Argument<string>("FOLDER") { Description = "Where they go, and where the authority is that signed earlier ones." };
        var names =
            new Argument<string[]>("NAME") { Description = "The nodes, as each is named in Node:Name.", Arity = ArgumentArity.OneOrMore };
        names.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !IsName(token.Value)))
            {
                result.AddError($"'{token.Value}' is no node's name, which must be {NodeNames.Rule}; 'ca' and names that end in '-key' "
                    + "are taken by the authority's files and the keys.");
            }
        });
        var command = new Command(
            "certs", "Makes certificates for the cluster's TLS. An authority (once), and one for each node named.") { folder, names };
        command.SetAction(parsed =>
        {
            var output = host.Output(false);
            var certificates = new CertificateFolder(Path.GetFullPath(parsed.GetValue(folder)!), host.Time);
            foreach (var name in parsed.GetValue(names)!)
            {
                output.Good($"{certificates.CertificateOf(name)}: {(certificates.Ensure(name) ? "signed" : "was there")}");
            }

            output.Line($"Each node gets its own two files and {certificates.Authority}; the authority's key stays away from them.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static bool IsName(string name) => NodeNames.IsValid(name) && name != "ca" && !name.EndsWith("-key", StringComparison.Ordinal);
}
