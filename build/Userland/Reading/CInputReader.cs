using System.Collections.Concurrent;
using System.Text;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Reading;

/// <summary>Reads C as text, for what a compiler may read without naming it: files that assembly includes, answers to <c>__has_include</c>.</summary>
/// <param name="listing">
/// Arguments after which the same command writes its assembly to the last of them, with the text of inline assembly as the assembler
/// gets it. Without them, all inputs belong to the key of what may read files by assembly.
/// </param>
public sealed class CInputReader(IReadOnlyList<string> listing) : IInputReader
{
    private readonly ConcurrentDictionary<Digest, SourceScan> known = new();

    public async ValueTask<bool> ReadsBeyondAsync(ICompileReads reads, CancellationToken cancellation)
    {
        var arguments = SourceScan.OfArguments(reads.Spec.Arguments);
        RefuseIfUnfollowable(reads, "its command line", arguments);
        var scans = new List<SourceScan> { arguments };
        foreach (var path in reads.Paths)
        {
            var scan = await ScanAsync(reads, path, cancellation);
            RefuseIfUnfollowable(reads, path, scan);
            scans.Add(scan);
        }

        var all = SourceScan.Of(scans);
        var asks = all.Traits.HasFlag(SourceTraits.AsksForNames) || all.MayPaste(SpecialNames.OfQuestions);
        return (all.MayAssembleFiles(reads.Paths.Any(SourceScan.IsAssembly)) && await AssemblesAsync(reads, cancellation)) || asks;
    }

    private async ValueTask<SourceScan> ScanAsync(ICompileReads reads, string path, CancellationToken cancellation)
    {
        var content = reads.DigestOf(path);
        if (!known.TryGetValue(content, out var scan))
        {
            scan = SourceScan.Of(await reads.ReadAsync(path, cancellation));
            known.TryAdd(content, scan);
        }

        return scan;
    }

    /// <returns>Whether its assembly reads files, or could.</returns>
    private async Task<bool> AssemblesAsync(ICompileReads reads, CancellationToken cancellation)
    {
        if (listing.Count == 0)
        {
            return true;
        }

        var beyond = false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<AssemblyListing>([AssemblyListing.Of(await ListingAsync(reads, cancellation))]);
        while (pending.TryPop(out var assembly))
        {
            beyond |= assembly.HasMacros || assembly.Names.Count > 0;
            foreach (var path in assembly.Names.SelectMany(name => Candidates(reads, name)).Where(seen.Add))
            {
                pending.Push(AssemblyListing.Of(Encoding.Latin1.GetString(await reads.ReadAsync(path, cancellation))));
            }
        }

        return beyond;
    }

    /// <summary>Assembly that is not preprocessed is its own listing: the compiler has nothing to do before it assembles.</summary>
    private async Task<string> ListingAsync(ICompileReads reads, CancellationToken cancellation) =>
        reads.Spec.Headers is { Depfile: null, Sources: [var source] }
            ? Encoding.Latin1.GetString(await reads.ReadAsync(source, cancellation))
            : await reads.RunAsync(listing, listing[^1]);

    /// <summary>The inputs that a name of the assembly may mean: it is looked for in every folder of the include path.</summary>
    private static IEnumerable<string> Candidates(ICompileReads reads, string? name)
    {
        if (name is null)
        {
            throw reads.NoInput("what .incbin or .include reads", "Its name cannot be told from the assembly");
        }

        return name.StartsWith('/') || name.Split('/').Contains("..")
            ? throw reads.NoInput(name, "The assembler reads it")
            : reads.Named(name.Split('/')[^1], "The assembler may read it");
    }

    private static void RefuseIfUnfollowable(ICompileReads reads, string path, SourceScan scan)
    {
        if (scan.Unfollowable is { } question)
        {
            throw new BuildException(
                UserlandErrors.QuestionUnfollowable,
                path,
                $"{reads.Spec.Label} reads \"{PrintableText.Of(question)}\", which asks for a file that may be no input: its coming and going would go unseen.",
                "write the name out, relative and without \"..\": __has_include(<name.h>)");
        }
    }
}
