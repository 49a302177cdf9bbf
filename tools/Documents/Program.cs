using Actors.Documents;

// Writes the pages that are made: `Documents ROOT`, see `./actors docs`.
if (args is not [var root])
{
    await Console.Error.WriteLineAsync("usage: Documents ROOT");
    return 2;
}

foreach (var page in await Pages.MakeAsync(root, CancellationToken.None))
{
    var path = Path.Combine(root, page.Path);
    var isNew = !File.Exists(path) || await File.ReadAllTextAsync(path) != page.Text;
    if (isNew)
    {
        await File.WriteAllTextAsync(path, page.Text);
    }

    Console.WriteLine($"{page.Path}: {(isNew ? "written" : "as it was")}");
}

return 0;
