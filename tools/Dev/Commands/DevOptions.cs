using System.CommandLine;
using Actors.Cli.Commands;
using Actors.Dev.Machine;

namespace Actors.Dev.Commands;

/// <summary>What commands of the local system share.</summary>
internal static class DevOptions
{
    // Far above what one machine's cores can bear; it only catches slips of the keyboard.
    public const int MostWebs = 200;

    /// <summary>Another HAProxy than the machine's own; one that is no HAProxy is an error.</summary>
    public static Option<FileInfo?> HaProxy(string description)
    {
        var option = new Option<FileInfo?>("--haproxy") { Description = description, HelpName = "FILE" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && HaProxyProgram.FaultOf(path) is { } fault)
            {
                result.AddError($"--haproxy: {fault}");
            }
        });
        return option;
    }

    /// <summary>A file that has to be there.</summary>
    public static Option<FileInfo?> ExistingFile(string name, string description)
    {
        var option = new Option<FileInfo?>(name) { Description = description, HelpName = "FILE" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && !File.Exists(path))
            {
                result.AddError($"{name}: there is no file {path}.");
            }
        });
        return option;
    }

    public static Argument<string> Name() => new("NAME") { Description = "A node, such as web-1; ./actors ps lists them." };

    public static Option<int?> Port(string name, string description)
    {
        var parse = Number.Parser(name, 1, 65535);
        return new Option<int?>(name) { Description = description, HelpName = "PORT", CustomParser = result => parse(result) };
    }
}
