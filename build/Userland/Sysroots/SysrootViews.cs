using System.Runtime.CompilerServices;
using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Sysroots;

/// <summary>Parts of sysroots, made once for all components that are built against the same one.</summary>
internal sealed class SysrootViews
{
    private readonly ConditionalWeakTable<FileTree, SubtreeNode> headers = [];
    private readonly ConditionalWeakTable<FileTree, SubtreeNode> linkInputs = [];

    /// <returns>What a compile finds below <c>usr/include</c>.</returns>
    public SubtreeNode HeadersOf(FileTree sysroot) =>
        headers.GetValue(sysroot, static tree => SubtreeNode.Of(tree.Below("usr/include")));

    /// <returns>The archives and objects of <c>lib</c>.</returns>
    public SubtreeNode LinkInputsOf(FileTree sysroot) => linkInputs.GetValue(
        sysroot, static tree => SubtreeNode.Of(tree.Where((path, _) => SysrootLibrary.IsLinkInput(path)).Below("lib")));
}
