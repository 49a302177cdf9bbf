using System.Text.Json;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Api;

/// <summary>Reads what <c>POST /api/render</c> is asked with; a plain text is a template.</summary>
internal static class RenderBody
{
    /// <summary>Each snippet at its largest, and the template.</summary>
    public const int Longest = 2 * TemplateText.Longest;

    internal const string Form = "must be {\"template\": TEXT, \"snippets\": {NAME: TEXT, ...}}";

    /// <summary>Reads a body; the text is why it cannot be read.</summary>
    public static async Task<(RenderRequest? Asked, string? Fault)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var isJson = request.HasJsonContentType();
        var longest = isJson ? Longest : TemplateText.Longest;
        using var reader = new StreamReader(request.Body);
        var buffer = new char[longest + 1];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        if (length > longest)
        {
            return (null, $"a template has at most {TemplateText.Longest} characters, and with its snippets {Longest}");
        }

        if (!isJson)
        {
            return (new RenderRequest(new string(buffer, 0, length), null), null);
        }

        try
        {
            var asked = JsonSerializer.Deserialize(buffer.AsSpan(0, length), ContractJson.Default.RenderRequest);
            return asked is null
                || asked.Template?.Length > TemplateText.Longest
                || asked.Snippets?.Values.Any(text => text is null) == true
                ? (null, Form)
                : (asked, null);
        }
        catch (JsonException error)
        {
            return (null, error.Message);
        }
    }
}
