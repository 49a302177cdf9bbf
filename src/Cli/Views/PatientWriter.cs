using System.Text;

namespace Actors.Cli.Views;

/// <summary>
/// A writer that does not mind when nothing reads it any more: the terminal is closed, the pipe is broken. Stopping what was
/// started matters more than telling about it.
/// </summary>
internal sealed class PatientWriter(TextWriter inner) : TextWriter
{
    public static TextWriter Around(TextWriter inner) => new PatientWriter(inner);

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    public override void Flush() => Try(inner.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
            // No reader is there.
        }
    }
}
