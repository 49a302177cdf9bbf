using System.Globalization;
using System.Net;
using System.Text;
using Actors.Cli.Views;

namespace Actors.Walk.Reporting;

/// <summary>The walk as a page that needs nothing but the files beside it. Pure.</summary>
internal static class SummaryPage
{
    public const string FileName = "summary.html";

    public static string Of(WalkReport report) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>The walk: {(report.Passed ? "passed" : "failed")}</title>
        <style>
        {SummaryStyle.Text}</style>
        </head>
        <body>
        <header>
        <h1>The walk</h1>
        <p class="verdict {Tone(report.Passed)}">{(report.Passed ? "Every check passed" : "Not everything is as it should be")}</p>
        <p>{Text(About(report))}</p>
        {(report.Remark is { } remark ? $"<p class=\"remark\">{Text(remark)}</p>" : "")}
        <nav>{string.Concat(report.Steps.Select(Link))}</nav>
        </header>
        <main>
        {string.Concat(report.Steps.Select(Section))}</main>
        </body>
        </html>

        """;

    private static string About(WalkReport report)
    {
        var checks = report.Steps.SelectMany(step => step.Checks).ToArray();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Kind}, HAProxy {report.Haproxy ?? Words.Unknown}, {report.At:yyyy-MM-dd HH:mm} UTC, {report.Seconds:0} s: "
                + $"{checks.Count(check => check.Passed)} of {checks.Length} checks passed, "
                + $"{report.Steps.Sum(step => step.Files.Count)} files.");
    }

    private static string Link(StepReport step) =>
        string.Create(CultureInfo.InvariantCulture, $"<a class=\"{Tone(step.Passed)}\" href=\"#step{step.Number}\">{step.Number}</a>");

    private static string Section(StepReport step)
    {
        var html = new StringBuilder();
        html.Append(
            CultureInfo.InvariantCulture,
            $"<section id=\"step{step.Number}\">\n<h2><span class=\"number {Tone(step.Passed)}\">{step.Number}</span>{Text(step.Title)}");
        html.Append(step.Seconds is { } seconds ? string.Create(
            CultureInfo.InvariantCulture, $" <small>{seconds:0.0} s</small>") : "").Append("</h2>\n");
        html.Append($"<p>{Text(step.About)}</p>\n");
        if (step.Failure is { } failure)
        {
            html.Append($"<pre class=\"failure\">{Text(failure)}</pre>\n");
        }

        Pictures(html, step);
        Checks(html, step);
        Files(html, step);
        return html.Append("</section>\n").ToString();
    }

    private static void Pictures(StringBuilder html, StepReport step)
    {
        if (step.Pictures.Count == 0)
        {
            return;
        }

        html.Append("<div class=\"pictures\">\n");
        foreach (var picture in step.Pictures)
        {
            html.Append($"<figure><a href=\"{Text(picture.File)}\"><img src=\"{Text(picture.File)}\" alt=\"{Text(picture.Caption)}\" "
                + $"loading=\"lazy\"></a><figcaption>{Text(picture.Caption)}</figcaption></figure>\n");
        }

        html.Append("</div>\n");
    }

    private static void Checks(StringBuilder html, StepReport step)
    {
        if (step.Checks.Count == 0)
        {
            return;
        }

        html.Append("<div class=\"wide\"><table>\n<tr><th></th><th>Checked</th><th>Expected</th><th>Seen</th></tr>\n");
        foreach (var check in step.Checks)
        {
            html.Append(
                $"<tr class=\"{Tone(check.Passed)}\"><td "
                    + $"class=\"mark\">{(check.Passed ? "ok" : "failed")}</td><td>{Text(check.What)}</td>"
                    + $"<td>{Text(check.Expected)}</td><td>{Text(check.Seen)}</td></tr>\n");
        }

        html.Append("</table></div>\n");
    }

    private static void Files(StringBuilder html, StepReport step)
    {
        if (step.Files.Count == 0)
        {
            return;
        }

        html.Append("<ul class=\"files\">\n");
        foreach (var file in step.Files)
        {
            html.Append($"<li><a href=\"{Text(file)}\">{Text(Path.GetFileName(file))}</a></li>\n");
        }

        html.Append("</ul>\n");
    }

    private static string Tone(bool passed) => passed ? "good" : "bad";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
