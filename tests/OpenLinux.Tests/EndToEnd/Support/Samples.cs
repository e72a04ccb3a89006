namespace OpenLinux.Tests.EndToEnd.Support;

/// <summary>What the README's chapter on extending adds.</summary>
internal static class Samples
{
    /// <summary>A library and a program that uses it: a folder and a word in the configuration each.</summary>
    public static void AddGreeting(Checkout checkout)
    {
        checkout.Write("src/lib/greeting/include/greeting.h", "/* What we say. */\n#define GREETING greeting()\nconst char *greeting(void);\n");
        checkout.Write("src/lib/greeting/greeting.c", "#include \"greeting.h\"\nconst char *greeting(void) { return \"from a library\"; }\n");
        checkout.Write("src/bin/hello/hello.c", "#include <greeting.h>\n#include <stdio.h>\nint main(void) { return printf(\"hello %s\\n\", GREETING) < 0; }\n");
        checkout.Replace("config/openlinux.toml", "\"busybox\", \"init\"]", "\"greeting\", \"busybox\", \"init\", \"hello\"]");
    }
}
