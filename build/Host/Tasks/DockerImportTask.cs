using Cake.Frosting;

namespace OpenLinux.Host.Tasks;

[TaskName("DockerImport")]
[TaskDescription("Imports the tarball with docker import")]
[IsDependentOn(typeof(PapersTask))]
public sealed class DockerImportTask : ImageTask;
