using k8s;
using k8s.Models;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Telemetry;

/// <summary>The manifests, read strictly by the types of Kubernetes' API: whatever the API has no name for fails.</summary>
public sealed class KubernetesManifestTests
{
    // Beside notice and drain, docs/operations.md.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    private static readonly List<object> Manifests =
        KubernetesYaml.LoadAllFromString(File.ReadAllText(Path.Combine(Repository.Root, "silo", "operations", "kubernetes", "segment-export.yaml")), strict: true);

    [Fact]
    public void Workloads_AreThere_AndGoByTheirSelectors()
    {
        var (silos, gateways) = (Assert.Single(Manifests.OfType<V1StatefulSet>()), Assert.Single(Manifests.OfType<V1Deployment>()));

        Assert.All(silos.Spec.Selector.MatchLabels, label => Assert.Contains(label, silos.Spec.Template.Metadata.Labels));
        Assert.All(gateways.Spec.Selector.MatchLabels, label => Assert.Contains(label, gateways.Spec.Template.Metadata.Labels));
        Assert.All(Manifests.OfType<V1PodDisruptionBudget>(), budget => Assert.Contains(
            new[] { silos.Spec.Template.Metadata.Labels, gateways.Spec.Template.Metadata.Labels }, labels => budget.Spec.Selector.MatchLabels.All(labels.Contains)));
        Assert.Equal(2, Manifests.OfType<V1PodDisruptionBudget>().Count());
        Assert.All(Manifests.OfType<V1Service>(), service => Assert.Contains(
            new[] { silos.Spec.Template.Metadata.Labels, gateways.Spec.Template.Metadata.Labels }, labels => service.Spec.Selector.All(labels.Contains)));
    }

    [Fact]
    public void Pods_HaveLongerToEndThanAStopTakes_AndAreProbed()
    {
        var settings = Assert.Single(Manifests.OfType<V1ConfigMap>()).Data;
        var stop = TimeSpan.Parse(settings["SegmentExport__Stopping__Notice"], null) + TimeSpan.Parse(settings["SegmentExport__Stopping__Drain"], null) + Rest;

        Assert.All(Pods(), pod =>
        {
            Assert.True(TimeSpan.FromSeconds(pod.TerminationGracePeriodSeconds!.Value) > stop);
            var container = Assert.Single(pod.Containers);
            Assert.Equal("/health/ready", container.ReadinessProbe.HttpGet.Path);
            Assert.Equal("/health/startup", container.StartupProbe.HttpGet.Path);
            Assert.Equal("/health/live", container.LivenessProbe.HttpGet.Path);
            Assert.All(container.VolumeMounts, mount => Assert.Contains(mount.Name, pod.Volumes.Select(volume => volume.Name)));
        });
    }

    [Fact]
    public void Containers_MayDoNothingThatTheyNeedNot() => Assert.All(Pods().Append(Assert.Single(Manifests.OfType<V1Job>()).Spec.Template.Spec), pod =>
    {
        Assert.True(pod.SecurityContext.RunAsNonRoot);
        Assert.False(pod.AutomountServiceAccountToken);
        Assert.All(pod.Containers, container =>
        {
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);

            // Secrets come from Secrets.
            Assert.All(container.Env.Where(variable => variable.Name.Contains("Connection", StringComparison.Ordinal) || variable.Name.EndsWith("Key", StringComparison.Ordinal)), variable => Assert.NotNull(variable.ValueFrom.SecretKeyRef));
        });
    });

    private static IEnumerable<V1PodSpec> Pods() =>
        Manifests.OfType<V1StatefulSet>().Select(silos => silos.Spec.Template.Spec).Concat(Manifests.OfType<V1Deployment>().Select(gateways => gateways.Spec.Template.Spec));
}
