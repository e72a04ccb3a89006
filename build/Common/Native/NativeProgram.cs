using System.Reflection;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Common.Processes;

namespace OpenLinux.Common.Native;

/// <summary>
/// A small program in C without a C library (<c>freestanding.h</c>), for what must start faster than a runtime can. It is compiled where
/// it is used, by the compiler that the build has anyway; whoever wants one must do as well without it.
/// </summary>
/// <param name="name">Of the executable; the key of what it was compiled from follows it.</param>
/// <param name="source">C11, after <c>freestanding.h</c>; it defines <c>run</c>.</param>
public sealed class NativeProgram(string name, string source)
{
    private static readonly Lazy<string> Prelude = new(() => Resource(typeof(NativeProgram).Assembly, "freestanding.h"));

    private static readonly string[] Flags =
    [
        "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-ffreestanding", "-nostdinc", "-fno-stack-protector", "-fno-pie",
        "-fno-unwind-tables", "-fno-asynchronous-unwind-tables", "-x", "c", "-", "-nostdlib", "-static",
        "-Wl,--build-id=none", "-Wl,-z,noexecstack", "-Wl,-s",
    ];

    /// <summary>Whether this machine runs such programs: Linux on one of the two architectures whose system calls are known.</summary>
    [SupportedOSPlatformGuard("linux")]
    public static bool IsSupported => OperatingSystem.IsLinux() && ThisMachine.Architecture is "x86_64" or "aarch64";

    /// <param name="room">Any type of the assembly that embeds the source.</param>
    /// <param name="file">The source's name, the resource's logical name as well: "front.c".</param>
    /// <param name="headers">Of this room, likewise; they come before it.</param>
    public static NativeProgram Embedded(Type room, string file, params IEnumerable<string> headers) => new(
        Path.GetFileNameWithoutExtension(file),
        string.Concat(headers.Select(name => Part(typeof(NativeProgram).Assembly, name)).Append(Part(room.Assembly, file))));

    /// <summary>Compiles it, unless it stands there already; whoever does so at the same time makes the same.</summary>
    /// <param name="folder">Made where there is none. Files that lie in it besides are left alone.</param>
    public async Task<NativeBuild> BuildAsync(NativeCompiler compiler, string folder, IProcessLauncher launcher, CancellationToken cancellation)
    {
        var stem = $"{name}-{KeyOf(compiler)}-";
        if (Find(folder, stem) is { } known)
        {
            return new NativeBuild(known, Problem: "");
        }

        if (!IsSupported)
        {
            return new NativeBuild(Path: null, $"{ThisMachine.Architecture} or this system is not known to it");
        }

        try
        {
            using var drafts = TemporaryFolder.In(folder);
            var draft = drafts.PathOf(name);

            // The object between compiler and linker lies there as well, and goes with the folder where the compiler is killed.
            var environment = ProcessEnvironment.Copy();
            environment["TMPDIR"] = drafts.Path;
            var result = await launcher.RunAsync(
                new ProcessSpec(compiler.Command[0], [.. compiler.Command.Skip(1), .. Flags, "-o", draft], folder, environment, Input: $"{Prelude.Value}\n#line 1 \"{name}.c\"\n{source}"),
                cancellation);
            if (result.ExitCode != 0)
            {
                return new NativeBuild(Path: null, result.Stderr.Trim());
            }

            var path = Path.Combine(folder, stem + HashOf(draft));
            File.Move(draft, path, overwrite: true);
            return new NativeBuild(path, Problem: "");
        }
        catch (Exception fault) when (fault is BuildException || StorageFaults.IsFault(fault))
        {
            return new NativeBuild(Path: null, fault.Message);
        }
    }

    /// <summary>Sources and compilers of other content have another.</summary>
    private string KeyOf(NativeCompiler compiler)
    {
        var key = string.Join('\0', [compiler.Identity, .. compiler.Command, .. Flags, Prelude.Value, source]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16];
    }

    /// <summary>Its name ends with its hash: one that is not what it was when it was compiled is none. So nobody runs what a disk made of it.</summary>
    private static string? Find(string folder, string stem)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        TemporaryFolder.RemoveAbandonedIn(folder);
        foreach (var path in Directory.EnumerateFiles(folder, stem + "*"))
        {
            try
            {
                if (Path.GetFileName(path) == stem + HashOf(path))
                {
                    return path;
                }

                File.Delete(path);
            }
            catch (Exception fault) when (StorageFaults.IsFault(fault))
            {
                // Another process was faster; or it can be neither used nor removed, and is compiled beside.
            }
        }

        return null;
    }

    private static string HashOf(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    private static string Part(Assembly assembly, string file) => $"#line 1 \"{file}\"\n{Resource(assembly, file)}\n";

    private static string Resource(Assembly assembly, string file)
    {
        using var stream = assembly.GetManifestResourceStream(file) ?? throw new ArgumentException($"{assembly.GetName().Name} embeds no {file}", nameof(file));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>A C compiler for this machine's own architecture.</summary>
/// <param name="Command">The driver's path, clang's or GCC's, and what always follows it, such as <c>--ld-path=…</c> or a target.</param>
/// <param name="Identity">Changes with the compiler: its version, or a digest of its binary.</param>
public sealed record NativeCompiler(IReadOnlyList<string> Command, string Identity);

/// <param name="Path">The executable, or null where it could not be compiled.</param>
/// <param name="Problem">Why it could not be.</param>
public sealed record NativeBuild(string? Path, string Problem);
