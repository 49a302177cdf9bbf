using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Actors.HaAgent.Templates;

/// <summary>A template for HAProxy's configuration. Pure: the same model gives the same text, byte for byte.</summary>
public static class ConfigTemplate
{
    /// <summary>The text, or every error of the template in its own words.</summary>
    public static RenderResult Render(string templateText, string source, ScriptObject model)
    {
        var template = Template.Parse(templateText, source);
        if (template.HasErrors)
        {
            return new RenderResult("", string.Join('\n', template.Messages));
        }

        var context = new TemplateContext { StrictVariables = true, NewLine = "\n", LoopLimit = 1_000_000, LimitToString = 0 };
        context.PushCulture(System.Globalization.CultureInfo.InvariantCulture);
        context.PushGlobal(model);
        try
        {
            var text = template.Render(context).ReplaceLineEndings("\n");
            return new RenderResult(text.EndsWith('\n') ? text : text + "\n", "");
        }
        catch (ScriptRuntimeException error)
        {
            return new RenderResult("", error.Message);
        }
    }
}

/// <summary>What rendering gave.</summary>
/// <param name="Text">The configuration; empty where it failed.</param>
/// <param name="Errors">Why it failed; empty where it did not.</param>
public sealed record RenderResult(string Text, string Errors)
{
    public bool Failed => Errors.Length > 0;
}
