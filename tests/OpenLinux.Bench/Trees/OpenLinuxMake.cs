namespace OpenLinux.Bench.Trees;

/// <summary>A copy of OpenLinux's source tree that its own makefile builds, with this machine's kernel headers for the submodule that has them.</summary>
internal static class OpenLinuxMake
{
    private const string KernelHeaders = "lib/libc/arch/x86_64/include";

    /// <summary>Of the kernel's architecture, beside those for all.</summary>
    private static readonly string[] Places = ["/usr/include/x86_64-linux-gnu/asm", "/usr/include/asm"];

    public static async Task WriteAsync(string source, string folder)
    {
        var tree = new TreeFolder(folder);
        tree.Copy(source, "");
        tree.Write("sys/README", "The makefile asks whether the submodule is there.\n");
        tree.Copy("/usr/include/linux", $"{KernelHeaders}/linux");
        tree.Copy("/usr/include/asm-generic", $"{KernelHeaders}/asm-generic");
        tree.Copy(Places.First(Directory.Exists), $"{KernelHeaders}/asm");
        tree.Edit($"{KernelHeaders}/asm/unistd_64.h", text => text + OpenLinuxTree.NewSystemCall);
        await Tool.RunAsync(folder, "git", "init", "-q");
        await Tool.RunAsync(folder, "git", "add", "-A", "-f");
    }

    /// <summary>What was made is gone; what was copied is there.</summary>
    public static Task ForgetAsync(string folder) => Tool.RunAsync(folder, "git", "clean", "-qfdx");
}
