using System.Text;
using System.Text.Json;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Userland.Compilation;

/// <summary>
/// <c>compile_commands.json</c> for editors (JSON Compilation Database, https://clang.llvm.org/docs/JSONCompilationDatabase.html):
/// the actions' own commands, with their input root mapped onto the checkout and its sysroot.
/// </summary>
public static class CompileCommands
{
    /// <param name="sysroot">The materialised sysroot's folder.</param>
    public static string Render(IEnumerable<TranslationUnit> units, string checkout, string sysroot, Toolchain toolchain)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var unit in units)
            {
                json.WriteStartObject();
                json.WriteString("directory", checkout);
                json.WriteString("file", unit.Source);
                json.WriteStartArray("arguments");
                foreach (var argument in unit.Arguments)
                {
                    json.WriteStringValue(OnCheckout(argument, sysroot, toolchain.HeaderFolder));
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static string OnCheckout(string argument, string sysroot, string headerFolder) =>
        argument == Toolchain.HeadersPath ? headerFolder
        : argument.StartsWith(CompileContext.SysrootPath + "/", StringComparison.Ordinal)
            ? sysroot + argument[CompileContext.SysrootPath.Length..]
            : argument;
}
