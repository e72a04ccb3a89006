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
    private const string ThisMachinesName = "the building machine";

    public async Task<ComponentOutput> BuildAsync(Component component, FileTree sysroot, CancellationToken cancellation)
    {
        var origin = recipe.Files.All(file => FromToolchain(file) is not null) ? context.Toolchain.KernelHeaders!.Origin : ThisMachinesName;
        var files = recipe.Files.Aggregate(
            FileTree.Empty,
            (all, file) => all.WithTree(file.To, FromToolchain(file) ?? SourceFolder.Of(context.Digester, Locate(component, file))));
        return new ComponentOutput(
            component.Name,
            origin == ThisMachinesName ? Version(component) : await VersionAsync(files, cancellation),
            [SourceMaterial.OfFolder($"{component.Name} of {origin}", files)],
            [new MadeFiles(StepReference.Taken(origin), files)]);
    }

    private FileTree? FromToolchain(SystemFiles file) =>
        file.Kernel is { } folder && context.Toolchain.KernelHeaders is { } headers ? headers.Of(context.Architecture.Name, folder) : null;

    private async Task<string?> VersionAsync(FileTree files, CancellationToken cancellation) =>
        recipe.Version is { } version && files.Nodes.GetValueOrDefault(version.Header) is FileNode header
            ? version.In(System.Text.Encoding.UTF8.GetString(await context.Engine.Ledger.Store.RequireAsync(header.Content, version.Header, cancellation)))
            : null;

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
