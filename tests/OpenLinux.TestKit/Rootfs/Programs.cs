namespace OpenLinux.TestKit.Rootfs;

/// <summary>Programs from the real compiler, without any library.</summary>
internal static class Programs
{
    private const string Start = "void _start(void){for(;;);}";

    /// <summary>What a hardened program of one file consists of, by the names that it is known by.</summary>
    private const string Protected =
        """
        #ifdef ASSEMBLER
        __asm__(ASSEMBLER);
        #endif
        void *volatile where;
        unsigned long __stack_chk_guard;
        __attribute__((noreturn)) void __stack_chk_fail(void) { for (;;); }
        void __memcpy_chk(void *to, const void *from, unsigned long count, unsigned long room) { (void)from; (void)count; (void)room; where = to; }
        __attribute__((constructor)) static void early(void) { where = 0; }
        void _start(void) { char buffer[64]; __memcpy_chk(buffer, where, sizeof buffer, sizeof buffer); for (;;); }
        """;

    /// <summary>The same with neither.</summary>
    private const string Careless = "void memcpy(void *to, const void *from, unsigned long count){} void _start(void){memcpy(0, 0, 0);for(;;);}";

    public static byte[] Static(string target = "x86_64-linux-gnu", string source = Start) => Compile(target, source, "-static");

    public static byte[] Compile(string target, string source, params string[] flags)
    {
        using var folder = new TestFolder();
        folder.Write("program.c", System.Text.Encoding.UTF8.GetBytes(source));
        Tool.Run(
            "clang",
            // By chance a build ID ends in letters, which would belong to a path that follows it.
            [$"--target={target}", "-O1", "-g", "-nostdlib", "-ffreestanding", "-fuse-ld=lld", "-Wl,--build-id=none", .. flags, "program.c", "-o", "program"],
            folder.Path);
        return File.ReadAllBytes(folder.PathOf("program"));
    }

    /// <summary>Breaks no rule of the repository's own policy, unless a flag makes it so.</summary>
    public static byte[] Hardened(string target, params string[] flags) => Hardened(target, Protected, flags);

    /// <summary>As hardened as flags make it; the compiler was not asked to.</summary>
    public static byte[] Unprotected(string target, params string[] flags) => Hardened(target, Careless, ["-fno-stack-protector", .. flags]);

    private static byte[] Hardened(string target, string source, string[] flags)
    {
        string[] address = flags.Contains("-fno-pie") ? [] : ["-fPIE", "-static-pie"];
        return Compile(
            target, source,
            [.. address, "-fstack-protector-all", "-Wl,-z,relro", "-Wl,-z,now", "-Wl,-z,noexecstack", "-Wl,-z,text", .. flags]);
    }

    /// <summary>Links against a shared library that is made for the purpose.</summary>
    public static byte[] NeedingLibrary(string source, params string[] flags)
    {
        using var folder = new TestFolder();
        folder.Write("library.c", "int answer(void){return 42;}"u8);
        folder.Write("program.c", System.Text.Encoding.UTF8.GetBytes(source));
        string[] common = ["-O1", "-nostdlib", "-fPIC", "-fuse-ld=lld"];
        Tool.Run("clang", [.. common, "-shared", "library.c", "-o", "libanswer.so"], folder.Path);
        Tool.Run("clang", [.. common, .. flags, "program.c", "libanswer.so", "-o", "program"], folder.Path);
        return File.ReadAllBytes(folder.PathOf("program"));
    }

    /// <summary>Writes <paramref name="text"/> and exits, on x86-64 Linux.</summary>
    public static byte[] Saying(string text, int exitCode) => Static(source:
        $$"""
        static long call(long number, long a, long b, long c) {
            long result;
            __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
            return result;
        }
        void _start(void) {
            static const char text[] = "{{text}}\n";
            call(1, 1, (long)text, sizeof text - 1);
            call(60, {{exitCode}}, 0, 0);
            for (;;);
        }
        """);
}
