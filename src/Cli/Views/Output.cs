using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Actors.Cli.Views;

/// <summary>What the user sees. On a terminal with colour and motion; elsewhere plain lines, so that a log reads well.</summary>
internal sealed class Output
{
    private readonly IAnsiConsole _console;
    private readonly TextWriter _error;
    private readonly TextWriter _lines;
    private readonly TextWriter _result;
    private bool _isRedrawDue;

    /// <param name="result">What was asked for.</param>
    /// <param name="error">What went wrong.</param>
    /// <param name="interactive">Whether <paramref name="result"/> is a terminal.</param>
    /// <param name="quiet">
    /// For <c>--json</c>: only the JSON goes to <paramref name="result"/>, the rest to <paramref name="error"/>.
    /// </param>
    /// <param name="width">How many columns there are; null for those of the terminal.</param>
    public Output(TextWriter result, TextWriter error, bool interactive, bool quiet = false, int? width = null)
    {
        _result = PatientWriter.Around(result);
        _error = PatientWriter.Around(error);
        _lines = quiet ? _error : _result;
        IsInteractive = interactive && !quiet;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(_lines),
            Ansi = IsInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsInteractive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = IsInteractive ? InteractionSupport.Detect : InteractionSupport.No,
        });
        // No window: rows of a table are not to be broken.
        _console.Profile.Width = width ?? (!IsInteractive ? 1000 : System.Console.WindowWidth is > 0 and var columns ? columns : 80);
    }

    public bool IsInteractive { get; }

    /// <summary>What is written next takes the place of what is on the screen; without a screen it comes behind it.</summary>
    public void Redraw() => _isRedrawDue = IsInteractive && _console.Profile.Capabilities.Ansi;

    public IAnsiConsole Console => _console;

    public static Output ForConsole(bool quiet = false) =>
        new(StandardOutput.Writer, System.Console.Error, !System.Console.IsOutputRedirected, quiet);

    /// <summary>One line, as it is.</summary>
    public void Line(string text = "") => Coloured(text, null);

    /// <summary>One line, as it is, in a colour where colours can be seen.</summary>
    public void Coloured(string text, Style? style)
    {
        Clear();
        if (IsInteractive)
        {
            // Through the console: there may be motion on the screen to be written around.
            _console.Write(new Text(text + "\n", style) { Overflow = Overflow.Fold });
        }
        else
        {
            _lines.WriteLine(text);
        }
    }

    public void Good(string text) => Marked("green", "ok", text);

    public void Bad(string text) => Marked("red", "!!", text);

    /// <summary>Something of several lines, the last one ended.</summary>
    public void Show(IRenderable what)
    {
        Clear();
        _console.Write(new Rows(what));
    }

    /// <summary>The machine-readable result, for <c>--json</c>.</summary>
    public void Json(string json) => _result.WriteLine(json);

    /// <summary>Another program's line, untouched.</summary>
    public void Raw(string line) => _result.WriteLine(line);

    /// <summary>What is wrong, and what to do about it.</summary>
    public void Error(CommandFailed failure) =>
        Error(failure.Message, failure.Remedy, failure.Command.Length > 0 ? "actors " + failure.Command : "actors");

    public void Error(string message, IEnumerable<string> remedy) => Error(message, remedy, "actors");

    private void Error(string message, IEnumerable<string> remedy, string who)
    {
        _error.WriteLine($"{who}: {message}");
        foreach (var line in remedy)
        {
            _error.WriteLine("        " + line);
        }

        _error.Flush();
    }

    /// <summary>Something that takes a while: motion while it lasts, one line with the time it took when it is done.</summary>
    /// <param name="doing">Said at once.</param>
    /// <param name="done">Said at the end.</param>
    /// <param name="work">Gets a function that changes what is said meanwhile.</param>
    /// <param name="time">For the time it took.</param>
    public async Task StepAsync(string doing, string done, Func<Action<string>, Task> work, TimeProvider time)
    {
        var started = time.GetTimestamp();
        if (IsInteractive)
        {
            await _console.Status().Spinner(Spinner.Known.Dots).StartAsync(
                Markup.Escape(doing + " ..."),
                context => work(text => context.Status = Markup.Escape(text + " ...")));
        }
        else
        {
            Line(doing + " ...");
            await work(static _ => { });
        }

        Good($"{done} ({time.GetElapsedTime(started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s)");
    }

    // Once there is something to show, so that the screen is never empty meanwhile.
    private void Clear()
    {
        if (_isRedrawDue)
        {
            _isRedrawDue = false;
            _console.Write(new ControlCode("\u001b[H\u001b[2J"));
        }
    }

    private void Marked(string colour, string mark, string text)
    {
        if (IsInteractive)
        {
            _console.MarkupLine($"[{colour}]{mark}[/] {Markup.Escape(text)}");
        }
        else
        {
            Line($"{mark} {text}");
        }
    }
}
