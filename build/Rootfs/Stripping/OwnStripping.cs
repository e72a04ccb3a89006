using OpenLinux.Common.Errors;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Rootfs.Elf;

namespace OpenLinux.Rootfs.Stripping;

/// <summary>Strips in this process, for toolchains that have no program for it: one input, the same bytes on every machine.</summary>
internal sealed class OwnStripping(string path, string input, string program, string debugFile) : Builtin("strip", version: 2)
{
    public override bool IsPure => true;

    public override async Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation)
    {
        var node = (FileNode)spec.Inputs.Nodes[input];
        var bytes = await services.Store.RequireAsync(node.Content, path, cancellation);
        var (stripped, debug) = ElfHeader.HasMagic(bytes) ? Part(bytes) : (bytes, []);
        return new BuiltinResult(FileTree.Empty
            .With(program, new FileNode(await services.Store.PutAsync(stripped, cancellation), FileNode.Executable))
            .With(debugFile, new FileNode(await services.Store.PutAsync(debug, cancellation))));
    }

    private (byte[] Program, byte[] DebugFile) Part(byte[] bytes)
    {
        try
        {
            return SymbolParting.Part(bytes, Path.GetFileName(debugFile));
        }
        catch (InvalidDataException damage)
        {
            throw new BuildException(
                RootfsErrors.Unstrippable,
                path,
                damage.Message,
                "build it again; or strip with the machine's programs: --toolchain.toolchain=machine",
                damage);
        }
    }
}
