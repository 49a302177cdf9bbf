namespace Actors.Cli.Views;

/// <summary>A column of a table.</summary>
/// <param name="Title">Its title.</param>
/// <param name="IsRight">Whether it holds numbers, which stand at its right.</param>
/// <param name="IsText">Whether it holds sentences, which may be broken, or stand below their row. The last column alone may.</param>
/// <param name="Drop">Where there is no room, the column with the greatest is left out first; 0 stays.</param>
internal sealed record Column(string Title, bool IsRight = false, bool IsText = false, int Drop = 0)
{
    public static implicit operator Column(string title) => new(title);

    /// <summary>A column of numbers.</summary>
    public static Column Number(string title, int drop = 0) => new(title, IsRight: true, Drop: drop);

    /// <summary>A column of sentences.</summary>
    public static Column Text(string title) => new(title, IsText: true);
}
