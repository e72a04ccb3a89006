using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sysroots;

namespace OpenLinux.Userland.Compilation;

/// <summary>Takes files from this machine, such as the kernel's headers. Nothing is run; their content enters the keys of what reads them.</summary>
internal sealed class SystemBuilder(CompileContext context, SystemRecipe recipe) : IComponentBuilder
{
    public Task<ComponentOutput> BuildAsync(Component component, FileTree sysroot, CancellationToken cancellation)
    {
        var files = recipe.Files.Aggregate(
            FileTree.Empty,
            (all, file) => all.WithTree(file.To, SourceFolder.Of(context.Digester, Locate(component, file))));
        return Task.FromResult(new ComponentOutput(
            component.Name,
            Version(component),
            [SourceMaterial.OfFolder($"{component.Name} of the building machine", files)],
            [new MadeFiles(StepReference.Taken("the building machine"), files)]));
    }

    private string? Version(Component component)
    {
        if (recipe.Version is not { } version
            || recipe.Files.FirstOrDefault(file => version.Header.StartsWith(file.To + "/", StringComparison.Ordinal)) is not { } place)
        {
            return null;
        }

        var header = Locate(component, place) + version.Header[place.To.Length..];
        return File.Exists(header) ? version.In(File.ReadAllText(header)) : null;
    }

    private string Locate(Component component, SystemFiles file)
    {
        var isNative = context.Architecture.Name == ThisMachine.Architecture;
        string[] candidates = [.. file.From.Select(Expand), .. isNative ? file.Native.Select(Expand) : []];
        return candidates.FirstOrDefault(Directory.Exists)
            ?? throw new BuildException(
                UserlandErrors.SystemFilesMissing,
                $"{component.Name}: {file.To} for {context.Architecture.Name}",
                $"None of these folders exists: {string.Join(", ", candidates)}.",
                $"./build.sh --target=Doctor --arch={context.Architecture.Name} names the package; --setup=auto installs it.");
    }

    private string Expand(string path) => path.Replace("{arch}", context.Architecture.Name, StringComparison.Ordinal);
}
