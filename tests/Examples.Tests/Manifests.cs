using System.Text.RegularExpressions;
using Actors.Harness;
using k8s;
using k8s.Models;

namespace Actors.Examples.Tests;

/// <summary>Kubernetes objects of a file, read by the types of the Kubernetes client, which refuse what they do not know.</summary>
internal static partial class Manifests
{
    public static IReadOnlyList<object> Read(string text) => KubernetesYaml.LoadAllFromString(text, strict: true);

    public static IReadOnlyList<object> OfFile(params string[] path) => Read(File.ReadAllText(Repository.PathOf(["examples", .. path])));

    /// <summary>
    /// The objects of the chart, with its own values: each <c>{{ .Values.a.b }}</c> and <c>{{ .Release.Name }}</c> is put in, and there
    /// must be nothing else to do for Helm.
    /// </summary>
    public static IReadOnlyList<object> OfChart(string release)
    {
        var values = Values(KubernetesYaml.Deserialize<Dictionary<string, object>>(
            File.ReadAllText(Repository.PathOf("examples", "helm", "values.yaml"))), ".Values").ToDictionary();
        values[".Release.Name"] = release;
        return
        [
            .. ((string[])["seeds", "ha", "web"]).SelectMany(name => Read(Action().Replace(
                File.ReadAllText(Repository.PathOf("examples", "helm", "templates", name + ".yaml")),
                action => values[action.Groups[1].Value]))),
        ];
    }

    /// <summary>What a pod is made of.</summary>
    public static V1PodTemplateSpec? PodOf(object one) => one switch
    {
        V1StatefulSet set => set.Spec.Template,
        V1Deployment deployment => deployment.Spec.Template,
        _ => null,
    };

    private static IEnumerable<KeyValuePair<string, string>> Values(IEnumerable<KeyValuePair<string, object>> values, string path) =>
        values.SelectMany(one => one.Value switch
        {
            IDictionary<object, object> more =>
                Values(more.Select(inner => KeyValuePair.Create($"{inner.Key}", inner.Value)), $"{path}.{one.Key}"),
            var value => [KeyValuePair.Create($"{path}.{one.Key}", $"{value}")],
        });

    [GeneratedRegex(@"\{\{ (\.[A-Za-z.]+) \}\}")]
    private static partial Regex Action();
}
