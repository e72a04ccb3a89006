using OpenLinux.Machine.Packages;

namespace OpenLinux.Machine.Prerequisites;

/// <summary>Everything this project asks of a machine.</summary>
public static class PrerequisiteCatalog
{
    private static readonly IReadOnlyList<string> AskVersion = ["--version"];

    public static readonly Prerequisite DockerEngine = new()
    {
        Name = "docker engine",
        NeededFor = Needs.Docker,
        Detection = new ProgramDetection("dockerd"),
        Minimum = new Version(20, 10),
        VersionArguments = AskVersion,
        Packages = new PackageNames("docker.io", "moby-engine", "docker", "docker", "colima", "Docker.DockerDesktop"),
    };

    private static readonly Prerequisite[] EveryArchitecture =
    [
        new()
        {
            Name = "clang",
            NeededFor = Needs.Toolchain,
            Detection = new ProgramDetection("clang"),
            Minimum = new Version(14, 0),
            VersionArguments = AskVersion,
            Packages = new PackageNames("clang", "clang", "clang", "clang", "llvm", "LLVM.LLVM"),
        },
        new()
        {
            Name = "lld",
            NeededFor = Needs.Toolchain,
            Detection = new ProgramDetection("ld.lld"),
            Minimum = new Version(14, 0),
            VersionArguments = AskVersion,
            Packages = new PackageNames("lld", "lld", "lld", "lld", "lld", "LLVM.LLVM"),
        },
        new()
        {
            Name = "llvm tools",
            NeededFor = Needs.Toolchain,
            Detection = new ProgramDetection("llvm-ar", "llvm-ranlib", "llvm-strip", "llvm-objcopy", "llvm-nm"),
            Minimum = new Version(14, 0),
            VersionArguments = AskVersion,
            Packages = new PackageNames("llvm", "llvm", "llvm", "llvm", "llvm", "LLVM.LLVM"),
        },
        new()
        {
            Name = "GNU make",
            NeededFor = Needs.Compile,
            Detection = new ProgramDetection("make"),
            Minimum = new Version(3, 81),
            VersionArguments = AskVersion,
            ForMakefiles = true,
            Packages = new PackageNames("make", "make", "make", "make", "make"),
        },
        new()
        {
            // BusyBox's makefile packs its help texts with it.
            Name = "bzip2",
            NeededFor = Needs.Compile,
            Detection = new ProgramDetection("bzip2"),
            ForMakefiles = true,
            Packages = new PackageNames("bzip2", "bzip2", "bzip2", "bzip2", "bzip2"),
        },
        new()
        {
            // Upstream build systems compile small generators that run here.
            Name = "C library headers",
            NeededFor = Needs.Toolchain,
            Detection = new FileDetection("/usr/include/stdio.h", "/Library/Developer/CommandLineTools/SDKs/MacOSX.sdk/usr/include/stdio.h"),
            Packages = new PackageNames("libc6-dev", "glibc-devel", "gcc musl-dev", "glibc gcc"),
        },
        new()
        {
            Name = "docker client",
            NeededFor = Needs.Docker,
            Detection = new ProgramDetection("docker"),
            Minimum = new Version(20, 10),
            VersionArguments = AskVersion,
            Packages = new PackageNames("docker.io", "moby-engine docker-cli", "docker", "docker", "docker", "Docker.DockerDesktop"),
        },
        new()
        {
            Name = "git",
            NeededFor = Needs.Test | Needs.Bench,
            Detection = new ProgramDetection("git"),
            VersionArguments = AskVersion,
            Packages = new PackageNames("git", "git", "git", "git", "git", "Git.Git"),
        },
        ForTests("readelf", "binutils"),
        ForTests("skopeo", "skopeo"),
        ForTests("umoci", "umoci"),
        ForTests("podman", "podman"),
        ForTests("zstd", "zstd"),
        ForTests("zsh", "zsh"),
        ForTests("fish", "fish"),
        ForTests("mmdebstrap", "mmdebstrap"),
        ForTests("docker-registry", "docker-registry"),
        ForTests("nginx", "nginx-light", elsewhere: "nginx"),
        ForTests("bazel RemoteWorker", "bazel-bootstrap bazel-bootstrap-source") with { Detection = new FileDetection("/usr/src/bazel-bootstrap/src/tools/remote/BUILD") },

        ForTests("chromium", "chromium"),
        ForTests("chromedriver", "chromium-driver", elsewhere: "chromedriver"),

        // They bring the SPDX schema that the papers are held against, and what verifies signatures.
        ForTests("npm", "npm"),
        ForTests("node", "nodejs"),
        ForTests("softhsm2-util", "softhsm2", elsewhere: "softhsm"),
        ForTests("ninja", "ninja-build", elsewhere: "ninja") with { NeededFor = Needs.Bench },
        ForTests("ccache", "ccache") with { NeededFor = Needs.Bench },
        ForTests("pigz", "pigz") with { NeededFor = Needs.Bench },
        ForTests("cpio", "cpio") with { NeededFor = Needs.Bench },
        ForTests("rsync", "rsync") with { NeededFor = Needs.Bench },
        ForTests("time", "time") with { NeededFor = Needs.Bench, Detection = new FileDetection("/usr/bin/time") },
    ];

    /// <param name="needs">What will be done.</param>
    /// <param name="architectures">What it will be done for, as <c>uname -m</c> names them.</param>
    /// <param name="machine">Where: its own architecture needs less.</param>
    public static IReadOnlyList<Prerequisite> For(Needs needs, IReadOnlyList<string> architectures, MachineFacts machine)
    {
        var wanted = new List<Prerequisite>();
        foreach (var prerequisite in EveryArchitecture)
        {
            if ((prerequisite.NeededFor & needs) != 0 && !(prerequisite.ForMakefiles && machine.Family == OperatingSystemFamily.Windows))
            {
                wanted.Add(prerequisite);
            }
        }

        foreach (var architecture in architectures)
        {
            if (needs.HasFlag(Needs.Toolchain))
            {
                wanted.Add(KernelHeaders(architecture, machine.Architecture));
            }

            if (needs.HasFlag(Needs.RunForeign) && architecture != machine.Architecture && machine.Family == OperatingSystemFamily.Linux)
            {
                wanted.Add(Emulator(architecture));
            }
        }

        return wanted;
    }

    /// <summary>A tool of others that reads what we write.</summary>
    /// <param name="package">What Debian calls its package.</param>
    /// <param name="elsewhere">What the others call it, where they call it something else.</param>
    private static Prerequisite ForTests(string program, string package, string? elsewhere = null)
    {
        var name = elsewhere ?? package;
        return new Prerequisite
        {
            Name = program,
            NeededFor = Needs.Test,
            Detection = new ProgramDetection(program),
            Packages = new PackageNames(package, name, name, name, name),
        };
    }

    private static Prerequisite KernelHeaders(string architecture, string here)
    {
        var native = architecture == here;
        string[] places =
        [
            $"/usr/include/{architecture}-linux-gnu/asm/types.h",
            $"/usr/{architecture}-linux-gnu/include/asm/types.h",
            .. native ? ["/usr/include/asm/types.h"] : Array.Empty<string>(),
        ];
        return new Prerequisite
        {
            Name = native ? "kernel headers" : $"kernel headers for {architecture}",
            NeededFor = Needs.Toolchain,
            Detection = new FileDetection(places),
            Packages = native
                ? new PackageNames("linux-libc-dev", "kernel-headers", "linux-headers", "linux-api-headers")
                : new PackageNames($"linux-libc-dev-{DebianName(architecture)}-cross", "kernel-cross-headers", null, $"{architecture}-linux-gnu-linux-api-headers"),
        };
    }

    private static Prerequisite Emulator(string architecture) => new()
    {
        Name = $"qemu for {architecture}",
        NeededFor = Needs.RunForeign,
        Detection = new FileDetection(
            $"/usr/bin/qemu-{architecture}-static", $"/usr/bin/qemu-{architecture}", $"/proc/sys/fs/binfmt_misc/qemu-{architecture}"),
        VersionArguments = AskVersion,
        Optional = true,
        Packages = new PackageNames("qemu-user-static", "qemu-user-static", $"qemu-{architecture}", "qemu-user-static qemu-user-static-binfmt"),
    };

    private static string DebianName(string architecture) => architecture switch
    {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        _ => architecture,
    };
}
