using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Rootfs;
using OpenLinux.Rootfs.Packing;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Oci;

namespace OpenLinux.Tests.Rootfs;

public sealed class RootfsFolderTests : IDisposable
{
    private readonly EngineFolder engine = new();

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("etc/shadow", "0600", "0644")]
    [InlineData("etc/sudoers", "0440", "0644")]
    [InlineData("etc/motd", "0666", "0644")]
    [InlineData("usr/bin/tool", "4755", "0755")]
    [InlineData("usr/bin/tool", "0700", "0755")]
    [InlineData("root", "0700", "0755")]
    [InlineData("tmp", "1777", "0755")]
    public void A_mode_that_another_clone_would_not_have_is_refused_by_name(string path, string mode, string carried)
    {
        var folder = CheckOut("022");
        Tool.Run("chmod", [mode, path], folder);

        var refusal = FluentActions.Invoking(() => Read(folder)).Should().Throw<BuildException>().Which;

        refusal.Code.Should().Be(RootfsErrors.ModeNotCarried);
        refusal.Cause.Should().Contain($"{path} has mode {mode}, not {carried}");
        refusal.Fix.Should().Contain("[rootfs.directories]");
    }

    [Theory]
    [InlineData("022")]
    [InlineData("002")]
    [InlineData("027")]
    [InlineData("077")]
    [InlineData("000")]
    public void A_clone_is_the_same_tree_whatever_its_users_umask(string umask) =>
        Read(CheckOut(umask)).Nodes.Should().Equal(Read(CheckOut("022")).Nodes);

    [Fact]
    public void A_file_written_under_another_usual_umask_is_none_the_worse()
    {
        var folder = CheckOut("022");
        Tool.Run("chmod", ["g+w", "etc/shadow", "usr/bin/tool"], folder);
        Tool.Run("chmod", ["g+s", "root"], folder);

        FluentActions.Invoking(() => Read(folder)).Should().NotThrow();
    }

    private FileTree Read(string folder) => RootfsFolder.Read(folder, engine.Services.Digester);

    /// <summary>A real clone of a real repository.</summary>
    private string CheckOut(string umask)
    {
        var original = engine.PathOf("original");
        if (!Directory.Exists(original))
        {
            const string script =
                """
                git init -q . && mkdir -p etc usr/bin root tmp
                for file in etc/shadow etc/sudoers etc/motd usr/bin/tool root/.profile tmp/keep; do echo "$file" >"$file"; done
                chmod 755 usr/bin/tool && git add . && git -c user.name=Test -c user.email=test@example.org commit -qm all
                """;
            Directory.CreateDirectory(original);
            Tool.Run("sh", ["-euc", script], original);
        }

        var clone = engine.PathOf($"clone-{Guid.NewGuid():n}");
        Tool.Run("sh", ["-euc", $"umask {umask}; git clone -q {original} {clone}; rm -r {clone}/.git"]);
        return clone;
    }
}
