using System.Globalization;
using k8s;
using k8s.Models;

namespace Actors.Examples.Tests;

/// <summary>The manifests for Kubernetes: what they say, and how they fit together.</summary>
public sealed class ManifestSpecs
{
    public static TheoryData<string> Files => ["kubernetes/actors.yaml", "compose-attach/pod.yaml"];

    [Theory]
    [MemberData(nameof(Files))]
    public void They_are_parsed_strictly(string file) => Assert.NotEmpty(Manifests.OfFile(file.Split('/')));

    [Fact]
    public void Strictly_means_that_a_word_that_no_type_has_is_refused() =>
        Assert.ThrowsAny<Exception>(() => Manifests.Read(
            """
            apiVersion: v1
            kind: Service
            metadata: { name: a }
            spec: { publishNotReadyAdresses: true }
            """));

    [Fact]
    public void The_chart_with_its_own_values_is_the_plain_manifests() =>
        Assert.Equal(
            Manifests.OfFile("kubernetes", "actors.yaml").Select(KubernetesYaml.Serialize),
            Manifests.OfChart("actors").Select(KubernetesYaml.Serialize));

    [Fact]
    public void A_chart_of_another_name_has_nothing_of_the_first() =>
        Assert.All(
            Manifests.OfChart("shop").Select(KubernetesYaml.Serialize),
            text => Assert.DoesNotMatch(@"(?<![./\w])actors-|part-of: actors", text));

    [Fact]
    public void Seeds_are_found_by_a_headless_service_before_they_are_ready()
    {
        var all = Manifests.OfFile("kubernetes", "actors.yaml");
        var seeds = Assert.Single(all.OfType<V1Service>(), service => service.Spec.ClusterIP == "None");
        Assert.True(seeds.Spec.PublishNotReadyAddresses);

        Assert.Equal(3, all.Select(Manifests.PodOf).OfType<V1PodTemplateSpec>().Count());
        Assert.All(Containers(all), container => Assert.Equal(
            $"dns:{seeds.Metadata.Name}:{seeds.Spec.Ports[0].Port}", container.Env.Single(one => one.Name == "ACTORS_NODE__SEEDS").Value));
        var set = Assert.Single(all.OfType<V1StatefulSet>());
        Assert.Equal((seeds.Metadata.Name, "Parallel"), (set.Spec.ServiceName, set.Spec.PodManagementPolicy));
    }

    [Fact]
    public void What_selects_pods_finds_some_and_each_port_is_one_of_theirs()
    {
        var all = Manifests.OfFile("kubernetes", "actors.yaml");
        var pods = all.Select(Manifests.PodOf).OfType<V1PodTemplateSpec>().ToList();
        foreach (var service in all.OfType<V1Service>())
        {
            var pod = Assert.Single(pods, pod => Has(pod, service.Spec.Selector));
            Assert.All(service.Spec.Ports, port =>
                Assert.Contains(pod.Spec.Containers[0].Ports, other => other.Name == port.TargetPort.Value));
        }

        Assert.All(all.OfType<V1PodDisruptionBudget>(), budget => Assert.Single(pods, pod => Has(pod, budget.Spec.Selector.MatchLabels)));
        Assert.All(all.OfType<V1Deployment>(), one => Assert.True(Has(one.Spec.Template, one.Spec.Selector.MatchLabels)));
        Assert.All(all.OfType<V1StatefulSet>(), one => Assert.True(Has(one.Spec.Template, one.Spec.Selector.MatchLabels)));
        Assert.All(pods, pod => Assert.True(Has(pod, Assert.Single(all.OfType<V1NetworkPolicy>()).Spec.PodSelector.MatchLabels)));
    }

    [Fact]
    public void Pods_are_as_narrow_as_the_images_allow_and_have_the_time_to_leave()
    {
        foreach (var pod in Manifests.OfFile("kubernetes", "actors.yaml").Select(Manifests.PodOf).OfType<V1PodTemplateSpec>())
        {
            var container = Assert.Single(pod.Spec.Containers);
            Assert.True(pod.Spec.SecurityContext.RunAsNonRoot);
            Assert.False(pod.Spec.EnableServiceLinks);
            Assert.False(pod.Spec.AutomountServiceAccountToken);
            Assert.Equal(
                (true, false, "ALL"),
                (container.SecurityContext.ReadOnlyRootFilesystem, container.SecurityContext.AllowPrivilegeEscalation,
                    container.SecurityContext.Capabilities.Drop.Single()));
            Assert.NotNull(container.Resources.Limits["memory"]);
            Assert.NotNull(container.ReadinessProbe.Exec);
            Assert.Equal("live", container.LivenessProbe.Exec.Command[^1]);
            var leaves = container.Env.SingleOrDefault(one => one.Name == "ACTORS_WEB__LEAVETIMEOUT")?.Value ?? "0";
            // HaProxy:LeaveNotice, where it is an agent.
            var notice = container.Name == "agent" ? 10 : 0;
            // Beside that: a program's own end, or HAProxy's, of 10 s, and the leave.
            Assert.True(
                pod.Spec.TerminationGracePeriodSeconds >= int.Parse(leaves, CultureInfo.InvariantCulture) + notice + 20, container.Name);
            Assert.All(container.VolumeMounts.Where(mount => mount.Name != "state"), mount =>
                Assert.Contains(pod.Spec.Volumes, volume => volume.Name == mount.Name));
        }
    }

    private static IEnumerable<V1Container> Containers(IEnumerable<object> all) =>
        all.Select(Manifests.PodOf).OfType<V1PodTemplateSpec>().SelectMany(pod => pod.Spec.Containers);

    private static bool Has(V1PodTemplateSpec pod, IDictionary<string, string> labels) =>
        labels.All(label => pod.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value);
}
