using System.Reflection;
using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

/// <summary>Makes the image in one of the modes, which knows this task by its name; in the others it is skipped.</summary>
[Needs(Needs.Docker, Checkout = true)]
public abstract class ImageTask : BuildTask
{
    public sealed override bool ShouldRun(BuildContext context) =>
        context.ImageMode.Task == GetType().GetCustomAttribute<TaskNameAttribute>()!.Name;

    protected sealed override Task BuildAsync(BuildContext context) =>
        context.ForEachArchitectureAsync(pipeline => pipeline.ImageAsync());
}
