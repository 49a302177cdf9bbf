using System.Globalization;

namespace Actors.WebNode.Programs;

/// <summary>How the web node ends when its program has ended for good: with the program's own exit code.</summary>
public sealed class ProgramExit
{
    private const int Signalled = 128;

    /// <summary>The program's code, 128 + n after the signal n; 0 where it has not ended for good.</summary>
    public int Code { get; set; }

    /// <summary>The code in words.</summary>
    public static string Describe(int code) => code switch
    {
        > Signalled and <= Signalled + 64 =>
            string.Create(CultureInfo.InvariantCulture, $"was ended by signal {code - Signalled} (code {code})"),
        _ => string.Create(CultureInfo.InvariantCulture, $"ended with code {code}"),
    };
}
