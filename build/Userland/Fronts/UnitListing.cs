using System.Text;
using OpenLinux.Common.Processes;
using OpenLinux.Userland.Reading;

namespace OpenLinux.Userland.Fronts;

/// <summary>Asks the compiler for the assembly of a compile that has run: there, the text of inline assembly is final.</summary>
internal static class UnitListing
{
    /// <summary>The integrated assembler would obey directives instead of writing them down; with -flto, there would be none.</summary>
    private static readonly string[] Asking = ["-S", "-fno-integrated-as", "-fno-lto", "-w", "-Wno-unused-command-line-argument", "-o"];

    /// <param name="place">Where nothing else is written.</param>
    /// <returns>Whether the assembler reads no file for certain.</returns>
    public static async Task<bool> ReadsNothingAsync(FrontRequest request, string place, CancellationToken cancellation)
    {
        var environment = new Dictionary<string, string>(request.Environment) { [UnitReader.HeadersFile] = place + ".headers" };
        try
        {
            var result = await new ProcessLauncher().RunAsync(
                new ProcessSpec(request.Command[0], [.. WithoutDepfile(request.Command.Skip(1)), .. Asking, place], request.Folder, environment), cancellation);
            return result.ExitCode == 0
                && AssemblyListing.Of(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(place, cancellation))) is { HasMacros: false, Names.Count: 0 };
        }
        finally
        {
            File.Delete(place);
            File.Delete(place + ".headers");
        }
    }

    /// <summary>The makefile's own stays as it is.</summary>
    private static IEnumerable<string> WithoutDepfile(IEnumerable<string> words)
    {
        var isValue = false;
        foreach (var word in words)
        {
            if (!isValue && !word.StartsWith("-M", StringComparison.Ordinal) && !word.StartsWith("-Wp,-M", StringComparison.Ordinal))
            {
                yield return word;
            }

            isValue = !isValue && word is "-MF" or "-MT" or "-MQ";
        }
    }
}
