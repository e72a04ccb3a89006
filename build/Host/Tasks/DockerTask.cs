using Cake.Frosting;
using OpenLinux.Host.Lifetime;

namespace OpenLinux.Host.Tasks;

[TaskName("Docker")]
[TaskDescription("From source to a verified, tagged image and its papers")]
[IsDependentOn(typeof(TagTask))]
[IsDependentOn(typeof(PushTask))]
public sealed class DockerTask : AsyncFrostingTask<BuildContext>;
