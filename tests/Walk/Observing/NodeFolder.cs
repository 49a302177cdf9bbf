namespace Actors.Walk.Observing;

/// <summary>The folder with a file for each node, as a text: a listing, then each file. Pure, but for the script that others run.</summary>
internal static class NodeFolder
{
    private const string Mark = "== ";

    /// <summary>Prints it; run in that folder.</summary>
    public const string Script = """
        ls -l
        for file in *.json; do
            if [ -e "$file" ]; then printf '\n== %s\n' "$file"; cat "$file"; echo; fi
        done
        """;

    /// <summary>The names of the nodes in such a text.</summary>
    public static IReadOnlyList<string> Nodes(string text) =>
        [.. text.Split('\n')
            .Where(line => line.StartsWith(Mark, StringComparison.Ordinal))
            .Select(line => Path.GetFileNameWithoutExtension(line[Mark.Length..].TrimEnd()))
            .Order(StringComparer.Ordinal)];
}
