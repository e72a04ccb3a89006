using System.Collections.Concurrent;
using OpenLinux.Configuration;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sources;
using OpenLinux.Userland.Sysroots;

namespace OpenLinux.Userland.Compilation;

/// <summary>The compile graph: builds each component once its dependencies are there, side by side where they allow it.</summary>
public sealed class UserlandCompiler(CompileContext context, SourceFetcher sources)
{
    private readonly ConcurrentDictionary<string, Lazy<FileTree>> sysroots = new(StringComparer.Ordinal);

    /// <param name="components">In build order: each stands after what it depends on.</param>
    /// <exception cref="Common.Errors.BuildException">A component failed; the others are cancelled.</exception>
    public async Task<IReadOnlyList<ComponentOutput>> CompileAsync(
        IReadOnlyList<Component> components, CancellationToken cancellation)
    {
        var outputs = new Dictionary<string, Task<ComponentOutput>>(StringComparer.Ordinal);
        return await SideBySide.RunAsync(
            components.Select(component => (Func<CancellationToken, Task<ComponentOutput>>)(token =>
            {
                var dependencies = component.Dependencies.Select(dependency => outputs[dependency.Name]).ToArray();
                return outputs[component.Name] = BuildAfterAsync(component, dependencies, token);
            })),
            cancellation);
    }

    /// <returns>Of all in-tree components; those of a commit must have been compiled before.</returns>
    public IEnumerable<TranslationUnit> TranslationUnits(IEnumerable<Component> components) =>
        components.SelectMany(component => component.Recipe is InTreeRecipe recipe
            ? new InTreeBuilder(context, sources, recipe).TranslationUnits(component)
            : []);

    /// <returns>Where components lie that are not in the checkout, by their folders in an action's input root.</returns>
    /// <param name="commits">The folder, as people type it, that has the sources of commits (<see cref="SourcesOfCommits"/>).</param>
    public IReadOnlyDictionary<string, string> Elsewhere(IEnumerable<Component> components, string commits) => components
        .Where(component => component.Recipe is InTreeRecipe { Tree: not null })
        .ToDictionary(
            component => component.SourcePath,
            component => IsOfCommit(component) ? $"{commits}/{component.Name}" : component.ShownPath(context.Architecture.Name),
            StringComparer.Ordinal);

    /// <returns>For editors: the sources that lie nowhere on this machine, by component. They must have been compiled before.</returns>
    public FileTree SourcesOfCommits(IEnumerable<Component> components) => components
        .Where(IsOfCommit)
        .Aggregate(FileTree.Empty, (all, component) => all.WithTree(component.Name, SourceFolder.Of(context, component)));

    public static bool IsOfCommit(Component component) => component.Recipe is InTreeRecipe { Tree.Git: not null };

    private async Task<ComponentOutput> BuildAfterAsync(
        Component component, Task<ComponentOutput>[] dependencies, CancellationToken cancellation)
    {
        await SourceFolder.BringAsync(context, sources, component, cancellation);
        var sysroot = SysrootOf(component, await Task.WhenAll(dependencies));
        return (await BuilderOf(component).BuildAsync(component, sysroot, cancellation)).WithBrought(context, component);
    }

    /// <summary>The same tree for all that depend on the same: what is made of it is then made once as well.</summary>
    private FileTree SysrootOf(Component component, ComponentOutput[] dependencies) => sysroots.GetOrAdd(
        string.Join('\n', component.Dependencies.Select(dependency => dependency.Name)),
        _ => new(() =>
        {
            var sysroot = SysrootMerge.Of(dependencies);
            CaseCollisions.Require(sysroot, context.FoldsCase);
            return sysroot;
        })).Value;

    /// <summary>Programs for macOS or Windows need what comes with these: there, the machine's own compiler makes them.</summary>
    private HostSysroot? HostOf() => context.Toolchain.Tree is null || !OperatingSystem.IsLinux() ? null : new(context.Architectures, BuildSysrootAsync);

    private async Task<FileTree> BuildSysrootAsync(ArchitectureConfiguration architecture, IReadOnlyList<Component> components, CancellationToken cancellation)
    {
        var all = new List<Component>();
        Collect(components, all);
        var compiler = architecture.Name == context.Architecture.Name ? this : new UserlandCompiler(context with { Architecture = architecture }, sources);
        var outputs = await compiler.CompileAsync(all, cancellation);
        return SysrootMerge.Of([.. outputs.Where(output => components.Any(component => component.Name == output.Component))]);
    }

    /// <summary>Each stands after what it depends on.</summary>
    private static void Collect(IEnumerable<Component> components, List<Component> all)
    {
        foreach (var component in components.Where(component => !all.Contains(component)))
        {
            Collect(component.Dependencies, all);
            all.Add(component);
        }
    }

    private IComponentBuilder BuilderOf(Component component) => component.Recipe switch
    {
        UpstreamRecipe upstream => new UpstreamBuilder(context, sources, upstream, HostOf()),
        SystemRecipe system => new SystemBuilder(context, system),
        InTreeRecipe inTree => new InTreeBuilder(context, sources, inTree),
        var other => throw new InvalidOperationException($"no builder for {other.GetType().Name}"),
    };
}
