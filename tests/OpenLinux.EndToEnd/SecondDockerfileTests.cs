using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>Images that others build on ours.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class SecondDockerfileTests(BuiltFixture built)
{
    private readonly string image = $"{built.Checkout.Repository}:second";

    public static TheoryData<string> ClientFolders => [.. DockerClients.Folders];

    [Theory]
    [MemberData(nameof(ClientFolders))]
    public async Task The_documented_example_builds_and_runs_with_every_client(string clients)
    {
        var environment = DockerClients.First(clients);
        environment["DOCKER_BUILDKIT"] = await DockerClients.DrivesBuildKitAsync(clients) ? "1" : "0";
        var folder = Directory.CreateTempSubdirectory("openlinux-second-").FullName;
        var script = Documents.Example("docs/images.md", "An image of your own on top")
            .Replace("openlinux:1.0.0-alpha-x86_64", StoredContents.ImageOf(built.Checkout), StringComparison.Ordinal)
            .Replace("greeting", image, StringComparison.Ordinal);

        var result = await Command.RunAsync("sh", ["-euc", script], folder, environment);

        result.Succeeded().Stdout.Should().EndWith("hello from app\n");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_its_layers_add_replace_and_remove_is_what_its_programs_see()
    {
        var folder = Directory.CreateTempSubdirectory("openlinux-second-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "Dockerfile"), $"""
            FROM {StoredContents.ImageOf(built.Checkout)}
            RUN mkdir -p /srv/app/data && echo one >/srv/app/one && echo two >/srv/app/data/two && ln /srv/app/one /srv/app/linked
            RUN rm /etc/profile && rm -r /mnt /var/log && chmod 700 /opt && chown 7:8 /srv
            RUN rm -r /srv/app && mkdir /srv/app && echo three >/srv/app/three && rm /bin/vi && ln -s busybox /bin/vi2
            """);
        (await Command.RunAsync("docker", ["build", "-q", "-t", image, folder], "/", new Dictionary<string, string?> { ["DOCKER_BUILDKIT"] = "0" })).Succeeded();

        var files = (await StoredContents.OfImageAsync(image)).Files;

        var seen = (await StoredContents.SeenInsideAsync(image)).Split('\n').Where(line => line.StartsWith('/')).Select(line => line.Split(' ')).ToList();
        var paths = seen.Select(line => line[0]).ToList();
        files.Select(file => file.Path).Where(path => !IsDockers(path)).Should().BeEquivalentTo(paths);
        paths.Should().Contain(["/srv/app/three", "/bin/vi2"]).And.NotContain(["/etc/profile", "/mnt", "/var/log", "/srv/app/one", "/srv/app/data", "/bin/vi"]);
        files.Single(file => file.Path == "/opt").Mode.Should().Be(0b111_000_000);
        files.Single(file => file.Path == "/srv").Should().Match<OpenLinux.Oci.Contents.ImageFile>(file => file.Uid == 7 && file.Gid == 8);
        foreach (var line in seen)
        {
            var file = files.Single(file => file.Path == line[0]);
            $"{Convert.ToString(file.Mode, 8)} {file.Uid} {file.Gid}".Should().Be(string.Join(' ', line[1..4]), line[0]);
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What Docker lays over an image when it runs.</summary>
    private static bool IsDockers(string path) =>
        path is "/" or "/etc" or "/etc/hosts" or "/etc/hostname" or "/etc/resolv.conf" or "/etc/mtab"
        || path.StartsWith("/dev", StringComparison.Ordinal) || path.StartsWith("/proc", StringComparison.Ordinal) || path.StartsWith("/sys", StringComparison.Ordinal);
}
