using System.Text;

namespace Actors.WebNode.Programs;

/// <summary>Cuts what a program says into lines, however it comes; a line that never ends comes in pieces.</summary>
/// <param name="line">Takes each line, without its end.</param>
/// <param name="longest">The longest piece, in characters.</param>
public sealed class LineCutter(Action<string> line, int longest = LineCutter.Longest)
{
    /// <summary>What a log can still show.</summary>
    public const int Longest = 8192;

    private readonly StringBuilder _rest = new();

    public void Add(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c == '\n')
            {
                Cut();
                continue;
            }

            _rest.Append(c);
            if (_rest.Length == longest)
            {
                Cut();
            }
        }
    }

    /// <summary>Nothing more comes: what is left is a line too.</summary>
    public void End()
    {
        if (_rest.Length > 0)
        {
            Cut();
        }
    }

    private void Cut()
    {
        line(_rest.ToString().TrimEnd('\r'));
        _rest.Clear();
    }
}
