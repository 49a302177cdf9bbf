using System.CommandLine;

namespace Actors.Cli.Commands;

/// <summary>How an answer is printed.</summary>
internal enum OutputFormat
{
    /// <summary>For people, as narrow as a terminal.</summary>
    Table,

    /// <summary>For people, with all columns.</summary>
    Wide,

    /// <summary>For programs.</summary>
    Json,

    /// <summary>The names alone, one a line.</summary>
    Name,
}

/// <summary><c>-o</c>, and <c>--json</c> for its most frequent value.</summary>
/// <param name="isList">Whether the answer is a list, of which names can be printed.</param>
internal sealed class FormatOptions(bool isList)
{
    private readonly Option<string?> _output = new Option<string?>("--output", "-o")
    {
        Description = isList ? "How it is printed; wide has all columns, name the names alone." : "How it is printed.",
        HelpName = isList ? "table|wide|json|name" : "table|json",
    }.Among(Formats(isList));

    private readonly Option<bool> _json = CommonOptions.Json();

    private static string[] Formats(bool isList) => isList ? ["table", "wide", "json", "name"] : ["table", "json"];

    public void AddTo(Command command)
    {
        command.Options.Add(_output);
        command.Options.Add(_json);
    }

    public OutputFormat Of(ParseResult parsed) => parsed.GetValue(_json) ? OutputFormat.Json : parsed.GetValue(_output) switch
    {
        "json" => OutputFormat.Json,
        "wide" => OutputFormat.Wide,
        "name" => OutputFormat.Name,
        _ => OutputFormat.Table,
    };
}
