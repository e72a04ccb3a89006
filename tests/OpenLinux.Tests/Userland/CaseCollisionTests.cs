using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit;
using OpenLinux.Userland.Sysroots;

namespace OpenLinux.Tests.Userland;

/// <summary>Names that some file systems take for one.</summary>
public sealed class CaseCollisionTests
{
    [Fact]
    public void Names_that_differ_by_case_alone_are_refused_where_the_file_system_keeps_one_of_them()
    {
        var sysroot = Tree("usr/include/xt_MARK.h", "usr/include/xt_mark.h", "usr/include/stdio.h");

        var refusal = FluentActions.Invoking(() => CaseCollisions.Require(sysroot, isFolding: true)).Should().Throw<BuildException>().Which;

        refusal.Code.Id.Should().Be("OL334");
        refusal.Subject.Should().Be("usr/include/xt_MARK.h, usr/include/xt_mark.h");
        CaseCollisions.Require(sysroot, isFolding: false);
        CaseCollisions.Require(Tree("usr/include/a.h", "usr/Include/b.h"), isFolding: true);
    }

    [Fact]
    public void A_folder_beside_one_of_the_same_letters_is_on_no_such_file_system()
    {
        using var folder = new TestFolder();
        folder.Write("Name/file", "");
        folder.Write("nAME/file", "");

        CaseFolding.Of(folder.PathOf("Name")).Should().BeFalse();
        CaseFolding.Of(folder.PathOf("Name/absent/1")).Should().BeFalse();
        CaseFolding.Of("/").Should().BeFalse();
    }

    private static FileTree Tree(params string[] paths) =>
        FileTree.Of(paths.Select(path => KeyValuePair.Create(path, (TreeNode)new FileNode(Digest.Empty, FileNode.Regular))));
}
