using OpenLinux.Common.Files;
using OpenLinux.Host.Checkouts;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.CrossCutting;

/// <summary>Git sees every file of ours and no output, whether or not it tells capitals from small letters.</summary>
public sealed class IgnoredFilesTests : IDisposable
{
    private const string Architecture = "riscv64";
    private const string Version = "1.0.0";

    private static readonly string[] Planned =
        ["Common", "Archives", "Rootfs", "Oci", "Userland", "Machine", "Papers", "Registry", "Remote", "Signing", "Docker", "Configuration", "Engine", "Host", "Bundled"];

    private readonly TestFolder folder = new();

    public static TheoryData<bool> Cases => [true, false];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_new_file_of_any_room_is_seen(bool ignoreCase)
    {
        var rooms = Directory.GetDirectories(Path.Combine(RepositoryRoot.Path, "build"))
            .Where(room => Directory.EnumerateFiles(room, "*.csproj", SearchOption.AllDirectories).Any())
            .Select(room => Path.GetFileName(room)!)
            .Union(Planned)
            .ToList();

        var files = rooms.SelectMany(room => new[] { $"build/{room}/New.cs", $"build/{room}/OpenLinux.{room}.csproj", $"build/{room}/Sysroots/New.cs" }).ToList();

        Untracked(ignoreCase, files).Should().BeEquivalentTo(files).And.HaveCountGreaterThan(3 * Planned.Length - 1);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_output_of_any_architecture_is_seen(bool ignoreCase)
    {
        var paths = new CheckoutPaths(folder.Path);
        string[] outputs =
        [
            Path.Combine(paths.Sysroot(Architecture), "lib/libc.a"),
            Path.Combine(paths.DebugFiles(Architecture), "bin/sh.debug"),
            paths.CompileCommands(Architecture),
            paths.RootfsTarball(Version, Architecture),
            paths.RootfsTarball(Version, Architecture) + ".sha256",
            paths.Report(Version, Architecture),
            paths.OciArchive(Version, Architecture),
            Path.Combine(paths.OciLayout(Version, Architecture), "index.json"),
            paths.OciIndexArchive(Version),
            paths.PushedDigest(Version, Architecture),
            paths.PushedIndexDigest(Version),
            Path.Combine(paths.Output(Architecture), $"openlinux-{Version}-{Architecture}.spdx.json"),
            paths.StatCache,
            paths.Lock,
        ];

        // A run asks for the commit while another architecture's files are written.
        var drafts = outputs.Select(Drafts.Beside);

        Untracked(ignoreCase, outputs.Concat(drafts).Select(output => Path.GetRelativePath(folder.Path, output))).Should().BeEmpty();
    }

    [Fact]
    public void What_lies_in_an_output_folder_and_is_no_output_is_seen() =>
        Untracked(ignoreCase: true, ["build/x86_64/notes.txt"]).Should().Equal("build/x86_64/notes.txt");

    /// <summary>Lays the files into a new repository with our .gitignore.</summary>
    /// <returns>Those that git would add.</returns>
    private string[] Untracked(bool ignoreCase, IEnumerable<string> files)
    {
        Tool.Run("git", ["init", "-q", folder.Path]);
        Tool.Run("git", ["-C", folder.Path, "config", "core.ignorecase", ignoreCase ? "true" : "false"]);
        File.Copy(Path.Combine(RepositoryRoot.Path, ".gitignore"), folder.PathOf(".gitignore"));
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.PathOf(file))!);
            File.WriteAllText(folder.PathOf(file), file);
        }

        return [.. Tool.Run("git", ["-C", folder.Path, "ls-files", "--others", "--exclude-standard"])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(file => file != ".gitignore")];
    }
}
