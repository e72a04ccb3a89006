using Cake.Frosting;

namespace OpenLinux.Host.Tasks;

[TaskName("DockerBuild")]
[TaskDescription("Builds the image from the Dockerfile")]
[IsDependentOn(typeof(PapersTask))]
public sealed class DockerBuildTask : ImageTask;
