namespace Actors.Containers.Engine;

/// <summary>What the documents tell users to write.</summary>
internal static class Document
{
    /// <summary>The first block of a language below a heading, as it stands there.</summary>
    /// <param name="file">The document, from the root.</param>
    /// <param name="heading">The heading's text.</param>
    /// <param name="language">What follows the fence.</param>
    public static string Block(string file, string heading, string language)
    {
        var lines = File.ReadLines(Repository.PathOf(file)).SkipWhile(line => line.TrimStart('#', ' ') != heading);
        var block = lines.SkipWhile(line => line != "```" + language).Skip(1).TakeWhile(line => line != "```").ToList();
        Assert.NotEmpty(block);
        return string.Join('\n', block) + "\n";
    }
}
