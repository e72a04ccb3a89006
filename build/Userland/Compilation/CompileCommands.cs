using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Userland.Compilation;

/// <summary>
/// <c>compile_commands.json</c> for editors (JSON Compilation Database, https://clang.llvm.org/docs/JSONCompilationDatabase.html):
/// the actions' own commands, with their input root mapped onto the checkout and its sysroot.
/// </summary>
public static class CompileCommands
{
    /// <summary>About as long as the command of one unit is here.</summary>
    private const int UnitBytes = 2048;

    /// <param name="sysroot">The materialised sysroot's folder.</param>
    /// <param name="elsewhere">Where folders of the input root lie that are not in the checkout: "src/lib/libc" to "../openlinux/lib/libc".</param>
    /// <returns>JSON, in UTF-8.</returns>
    public static ReadOnlyMemory<byte> Render(
        IEnumerable<TranslationUnit> units, string checkout, string sysroot, Toolchain toolchain, IReadOnlyDictionary<string, string> elsewhere)
    {
        var all = units.ToList();
        var buffer = new ArrayBufferWriter<byte>((all.Count + 1) * UnitBytes);
        var encoded = new Dictionary<string, JsonEncodedText>(StringComparer.Ordinal);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var unit in all)
            {
                json.WriteStartObject();
                json.WriteString("directory", checkout);
                json.WriteString("file", Moved(unit.Source, elsewhere));
                json.WriteStartArray("arguments");
                foreach (var argument in unit.Arguments)
                {
                    json.WriteStringValue(Encoded(argument));
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;

        // Units differ in three or four words of forty.
        JsonEncodedText Encoded(string argument)
        {
            ref var text = ref CollectionsMarshal.GetValueRefOrAddDefault(encoded, argument, out var isKnown);
            return isKnown ? text : text = JsonEncodedText.Encode(Moved(OnCheckout(argument, sysroot, toolchain.HeaderFolder), elsewhere));
        }
    }

    private static string Moved(string path, IReadOnlyDictionary<string, string> elsewhere)
    {
        foreach (var (folder, place) in elsewhere)
        {
            if (path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/'))
            {
                return place + path[folder.Length..];
            }
        }

        return path;
    }

    private static string OnCheckout(string argument, string sysroot, string headerFolder) =>
        argument == Toolchain.HeadersPath ? headerFolder
        : argument.StartsWith(CompileContext.SysrootPath + "/", StringComparison.Ordinal)
            ? sysroot + argument[CompileContext.SysrootPath.Length..]
            : argument;
}
