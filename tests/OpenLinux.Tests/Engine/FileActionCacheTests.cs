using System.Security.Cryptography;
using Google.Protobuf;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;
using OpenLinux.TestKit.Engine;
using OpenLinux.Userland.Reading;
using Reapi = OpenLinux.Engine.Reapi;

namespace OpenLinux.Tests.Engine;

public sealed class FileActionCacheTests : IDisposable
{
    private static readonly Digest One = Digest.OfUtf8("one action");
    private static readonly Digest Other = Digest.OfUtf8("another action");

    private readonly Workshop workshop = new();
    private readonly CacheFolder folder;
    private readonly FileActionCache cache;

    public FileActionCacheTests()
    {
        folder = new CacheFolder(workshop.Cache);
        cache = new FileActionCache(folder, new FileContentStore(folder));
    }

    [Fact]
    public async Task An_entry_reads_back()
    {
        await cache.PutAsync(One, Saying("one"));

        (await cache.GetAsync(One)).Should().Be(Saying("one"));
    }

    [Fact]
    public async Task An_entry_copied_over_another_one_is_dropped()
    {
        await cache.PutAsync(One, Saying("one"));
        await cache.PutAsync(Other, Saying("other"));
        File.Copy(PathOf(Other), PathOf(One), overwrite: true);

        (await cache.GetAsync(One)).Should().BeNull();

        File.Exists(PathOf(One)).Should().BeFalse();
        (await cache.GetAsync(Other)).Should().Be(Saying("other"));
    }

    [Fact]
    public async Task An_entry_of_another_format_is_dropped()
    {
        await cache.PutAsync(One, Saying("one"));
        var message = Saying("one").ToByteArray();
        File.Delete(PathOf(One));
        await File.WriteAllBytesAsync(PathOf(One), [.. SHA256.HashData(message), .. message]);

        (await cache.GetAsync(One)).Should().BeNull();

        File.Exists(PathOf(One)).Should().BeFalse();
    }

    /// <summary>Entries of compiles and the manifests that lead to them alike, every one under every other's name.</summary>
    [Fact]
    public async Task Whatever_lies_in_the_place_of_what_a_compile_gives_what_its_source_says()
    {
        workshop.Write("one/value.h", "#define VALUE 1\n");
        workshop.Write("one/main.c", "#include \"value.h\"\nint value = VALUE;\n");
        workshop.Write("two/value.h", "#define VALUE 2\n");
        workshop.Write("two/main.c", "/* two */\n#include \"value.h\"\nint value = VALUE;\n");
        var right = await CompileAsync("one");
        await CompileAsync("two");
        var entries = Directory.EnumerateFiles(Path.Combine(workshop.Cache, "ac"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        entries.Should().HaveCount(4, "each compile has a manifest and a result");
        for (var shift = 1; shift < entries.Count; shift++)
        {
            var contents = entries.ConvertAll(File.ReadAllBytes);
            for (var index = 0; index < entries.Count; index++)
            {
                File.Delete(entries[index]);
                await File.WriteAllBytesAsync(entries[index], contents[(index + shift) % entries.Count]);
            }

            (await CompileAsync("one")).Should().Be(right);
            await CompileAsync("two");
        }
    }

    public void Dispose()
    {
        folder.Dispose();
        workshop.Dispose();
    }

    private static Reapi.ActionResult Saying(string text) => new() { StdoutRaw = ByteString.CopyFromUtf8(text) };

    private string PathOf(Digest action) => folder.PathOf("ac", action.Hash);

    private async Task<TreeNode> CompileAsync(string name)
    {
        using var services = workshop.Open();
        var outcome = await services.Engine.RunAsync(
            Workshop.Shell("") with
            {
                Arguments = ["clang", "-MD", "-MF", "main.d", "-c", "src/main.c", "-o", "main.o"],
                Inputs = FileTree.Empty.WithTree("src", services.Digester.TreeOf(Path.Combine(workshop.Checkout, name))),
                Outputs = ["main.o"],
                Headers = new HeaderDiscovery("main.d", ["src/main.c"], new CInputReader([])),
            },
            TestContext.Current.CancellationToken);
        return outcome.Outputs.Nodes["main.o"];
    }
}
