using Cake.Frosting;

namespace OpenLinux.Host.Tasks;

[TaskName("DockerLoad")]
[TaskDescription("Makes the image of the OCI archive, with docker load")]
[IsDependentOn(typeof(OciTask))]
public sealed class DockerLoadTask : ImageTask;
