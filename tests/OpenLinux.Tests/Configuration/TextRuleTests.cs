using System.Reflection;
using System.Text.RegularExpressions;
using OpenLinux.Configuration.Keys;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Tests.Configuration;

public sealed class TextRuleTests
{
    private static readonly string[] Samples =
    [
        "", " ", "/", "//", ".", "..", "a", "A", "0", "_", "-", "+", "a b", "a\n", "a\tb", "\0", "é",
        "1.0.0-alpha", ".hidden", "-x", "1.0+git", new string('a', 64), new string('a', 65), new string('0', 64), new string('0', 65),
        "openlinux", "OpenLinux", "me/openlinux", "ghcr.io/me/openlinux", "localhost:5000/x", "localhost:/x", "Host.example/x", "Host/x",
        "[::1]:5000/x", "[::1]/x", "[]/x", "a..b", "a.b", "a__b", "a___b", "a--b", "a-._b", "a/", "/a", "a//b", "a_b/c.d", "-a.example/x", "a:1/b:2",
        "x:latest", "{version}", "{version}-{arch}", "{verson}", "{", "x{arch}.{commit}_{timestamp}", "-{arch}",
        "/bin", "/bin/", "/bin/sh", "/./a", "/../a", "/a/..", "/a/.", "/...", "/a b", "a/../b", "a/b", "./a", "...", "..a/b",
        "PATH", "1PATH", "A-B", "A_1", "org.opencontainers.image.title", "a=b",
        "root", "1000:1000", "a:b:c", ":a", "a:", "clang", "/opt/a b", "/opt/clang",
        "-O2", "-O2 -g", " -O2", "-O2 ", "-DNAME=a b", "-DNAME=a - b", "x\t-y", "-I{folder}/{arch}", "-I{arhc}", "-DNONE={}", "-DTWO={1,2}", "-DOPEN={x",
        "linux/amd64", "linux/arm/v7", "linux", "linux/", "linux/a/b/c", "linux/x86_64", "li_nux/a", "linux/arm/v_7", "linux/a-b",
        "x86_64-linux-musl", "x86_64-pc-linux-gnu", "x86_64", "a-b", "a--b", "a-b-c-d-e", "-b-c",
        "gzip", "zstd", "zstd1", "musl busybox", "musl  busybox", " musl",
        "https://example.org/x.tar.gz", "http://x", "https://", "ftp://example.org/x", "https://a b",
        "local", "read", "grpc://host:80", "grpcs://host", "grpc://", "inputs", "pinned", "machine", "linux-x86_64", "linux-", "bsd-x86_64", "linux-x86-64",
        "@scope/name@1.0.0", "name@1", "@scope/name", "name@", "@/name@1", "a/b@1", "@a/b/c@1", "@A/b@1",
        "file:x.tar.gz", "file:", new string('f', 40), new string('f', 41), "git@example.org:x", "*.c", "**/*.[ch]", "arch/{arch}/*.{c,s,S}", "{a}", "a{b/c,d}", "{a,{b,c}}", "a,b", "}{", "../*.c", "{arch", "usr/include", "usr/include/bits",
        "usr/include/../x", "usr/includes", "crt1.o", ".o", "lib/crt1.o", "gzip", "zstd", "xz", "urn:x:y", "urn:", ":x", "URN:x", "1urn:x", "urn:é",
        "MIT", "GPL-2.0+", "GPL-2.0-only WITH Linux-syscall-note", "(MIT OR Apache-2.0) AND ISC", "( MIT )", "MIT OR", "AND", "MIT WITH", "MIT AND OR ISC",
        "MIT and ISC", "(MIT", "MIT)", "()", "DocumentRef-a:LicenseRef-b", "DocumentRef-a:MIT", "MIT WITH (a)", "WITH a", " MIT", "MIT/ISC", "GPL++",
    ];

    public static TheoryData<string> Rules => [.. RuleFields().Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void What_a_rule_accepts_its_pattern_accepts_too(string name)
    {
        var rule = Rule(name);
        var accepted = Samples.Where(rule.Accepts).ToArray();

        accepted.Should().NotBeEmpty().And.OnlyContain(sample => Matches(rule, sample));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void What_a_rule_refuses_its_pattern_refuses_too(string name)
    {
        // It knows more than a pattern can say: names that Docker takes for image IDs, parentheses that come in pairs.
        string[] stricter = name switch
        {
            nameof(TextRules.Repository) => [new string('0', 64), new string('a', 64)],
            nameof(TextRules.Licence) => ["(MIT", "MIT)"],
            _ => [],
        };
        var rule = Rule(name);

        Samples.Where(sample => !rule.Accepts(sample)).Except(stricter).Should().NotBeEmpty().And.OnlyContain(sample => !Matches(rule, sample));
    }

    [Fact]
    public void A_repository_is_what_the_reference_grammar_says()
    {
        Samples.Where(TextRules.Repository.Accepts).Should().Contain(
            ["openlinux", "me/openlinux", "ghcr.io/me/openlinux", "localhost:5000/x", "[::1]:5000/x", "a__b", "a--b"]);
        Samples.Where(TextRules.Repository.Accepts).Should().NotContain(
            ["", "OpenLinux", "a..b", "a___b", "x:latest", "/a", "a/", "a//b", new string('0', 64)]);
    }

    [Fact]
    public void A_tag_has_at_most_128_characters()
    {
        ImageReference.IsTag(new string('a', 128)).Should().BeTrue();
        ImageReference.IsTag(new string('a', 129)).Should().BeFalse();
    }

    private static IEnumerable<FieldInfo> RuleFields() =>
        typeof(TextRules).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.FieldType == typeof(TextRule));

    private static TextRule Rule(string name) => (TextRule)typeof(TextRules).GetField(name)!.GetValue(null)!;

    /// <summary>JSON schema's dialect is ECMA-262, whose '$' is the very end; .NET's also stands before a last line feed.</summary>
    private static bool Matches(TextRule rule, string sample) =>
        Regex.IsMatch(sample, rule.Pattern.Replace("$", @"\z", StringComparison.Ordinal));
}
