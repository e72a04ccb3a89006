using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Papers.Bom;
using OpenLinux.TestKit.Papers;

namespace OpenLinux.Tests.Papers;

/// <summary>No orphans: each file has a component, a material and steps.</summary>
public sealed class BomAssemblyTests
{
    [Fact]
    public void Every_file_is_traced_to_its_component_and_its_steps()
    {
        var shell = Bills.Whole.Components.Single(component => component.Entry.Name == "shell");

        shell.Files.Select(file => file.Path).Should().Equal("bin/sh", "bin/shell");
        shell.Files[1].History.Select(version => version.Step.Mnemonic).Should().Equal("UpstreamBuild", "Strip");
        shell.Files[1].History.Select(version => version.Node).Should().Equal(Bills.Unstripped, Bills.Stripped);
    }

    [Fact]
    public void Directories_are_nobodys() =>
        Bills.Whole.Components.SelectMany(component => component.Files).Should().HaveCount(3).And.NotContain(file => file.Path == "tmp");

    [Fact]
    public void What_is_linked_in_is_a_part_and_headers_that_were_read_are_not() =>
        Bills.Whole.Components.Where(component => component.IsPart).Select(component => component.Entry.Name)
            .Should().Equal("libc", "shell", "openlinux/files");

    [Fact]
    public void A_file_that_nobody_gives_is_refused() =>
        Refusal(Bills.Entries, Bills.Contents.With("bin/backdoor", Bills.Motd)).Message.Should().ContainAll("OL440", "/bin/backdoor", "no component");

    [Fact]
    public void So_is_a_link_that_nobody_gives() =>
        Refusal(Bills.Entries, Bills.Contents.With("bin/ls", new SymlinkNode("shell"))).Message.Should().ContainAll("OL440", "/bin/ls");

    [Fact]
    public void So_is_a_file_of_a_component_without_a_material() =>
        Refusal([.. Bills.Entries.SkipLast(1), Bills.Files with { Materials = [] }], Bills.Contents)
            .Message.Should().ContainAll("OL440", "/etc/motd", "openlinux/files", "recipe.toml");

    [Fact]
    public void A_file_that_is_not_what_its_last_step_made_is_refused() =>
        Refusal(Bills.Entries, Bills.Contents.With("bin/shell", Bills.Unstripped)).Message.Should().ContainAll("OL441", "/bin/shell", "Strip x86_64 bin/shell");

    [Fact]
    public void A_link_that_points_elsewhere_is_refused() =>
        Refusal(Bills.Entries, Bills.Contents.With("bin/sh", new SymlinkNode("/tmp/sh"))).Code.Id.Should().Be("OL441");

    [Fact]
    public void A_mode_that_was_normalised_on_the_way_is_not() =>
        BomAssembly.Assemble(Bills.Product, Bills.Entries, Bills.Contents.With("bin/shell", Bills.Stripped with { Mode = FileNode.Regular }))
            .Components.Should().HaveCount(4);

    private static BuildException Refusal(IReadOnlyList<ComponentEntry> entries, FileTree contents) =>
        FluentActions.Invoking(() => BomAssembly.Assemble(Bills.Product, entries, contents)).Should().Throw<BuildException>().Which;
}
