using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Dev.State;

/// <summary>The one place that touches <c>state.json</c>. Written beside and renamed, so a reader never sees half of it.</summary>
internal sealed class RunStateFile(string path)
{
    /// <summary>What is written there, or null when nothing is.</summary>
    public RunState? Read()
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        try
        {
            var state = JsonSerializer.Deserialize(text, RunStateJson.Default.RunState);
            if (state is { Version: RunState.CurrentVersion, Nodes.IsDefault: false })
            {
                return state;
            }
        }
        catch (JsonException)
        {
            // Said below, with the remedy.
        }

        throw new CommandFailed(
            ExitCode.Failed,
            $"{path} cannot be read: it is damaged or of another version.",
            "`./actors down` finds and ends what was started, and deletes the file.");
    }

    public void Write(RunState state)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        using (var file = File.Create(temporary))
        {
            JsonSerializer.Serialize(file, state, RunStateJson.Default.RunState);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    public void Delete() => File.Delete(path);
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunState))]
internal sealed partial class RunStateJson : JsonSerializerContext;
