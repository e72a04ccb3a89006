using OpenLinux.Engine.Content;
using OpenLinux.Userland.Recipes;

namespace OpenLinux.Userland.Compilation;

/// <summary>Builds one kind of component.</summary>
internal interface IComponentBuilder
{
    /// <param name="sysroot">What the component's dependencies give, merged.</param>
    Task<ComponentOutput> BuildAsync(Component component, FileTree sysroot, CancellationToken cancellation);
}
