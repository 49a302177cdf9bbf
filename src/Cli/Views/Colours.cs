using Spectre.Console;

namespace Actors.Cli.Views;

/// <summary>What colours mean here.</summary>
internal static class Colours
{
    /// <summary>Nothing to look at.</summary>
    public static Style? Plain => null;

    /// <summary>As it should be.</summary>
    public static Style Good { get; } = Style.Parse("green");

    /// <summary>Worth a look, or not known.</summary>
    public static Style Notable { get; } = Style.Parse("yellow");

    /// <summary>Wrong.</summary>
    public static Style Bad { get; } = Style.Parse("red");

    /// <summary>Wrong, and more than a detail.</summary>
    public static Style Alarm { get; } = Style.Parse("red bold");

    public static Style Heading { get; } = Style.Parse("bold");

    public static Style Place { get; } = Style.Parse("blue");
}
