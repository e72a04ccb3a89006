using System.Collections.Concurrent;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Headers;

/// <summary>
/// Finds out all that a compile read or asked for. What is an input enters the key; what is none is refused, as its change would go
/// unseen.
/// </summary>
internal sealed class CompileReads(IContentStore store)
{
    private readonly ConcurrentDictionary<Digest, SourceScan> known = new();

    /// <param name="named">What the depfile names.</param>
    /// <param name="list">Gives the compile's assembly, or null where it cannot be had.</param>
    /// <exception cref="BuildException">A file is no input (<c>OL321</c>), or a question cannot be followed (<c>OL322</c>).</exception>
    public async ValueTask<HeaderSet> OfAsync(
        ActionSpec spec,
        HeaderInputs inputs,
        IReadOnlyList<string> named,
        Func<Task<string?>> list,
        CancellationToken cancellation)
    {
        var arguments = SourceScan.OfArguments(spec.Arguments);
        RefuseIfUnfollowable(spec, "its command line", arguments);
        var traits = arguments.Traits;
        foreach (var path in named)
        {
            var resolved = inputs.Resolve(path) ?? throw NoInput(spec, path, "The compiler read it");
            traits |= await TraitsOfAsync(spec, inputs, resolved, cancellation);
        }

        foreach (var path in inputs.NamedByCommand)
        {
            traits |= await TraitsOfAsync(spec, inputs, path, cancellation);
        }

        var asks = traits.HasFlag(SourceTraits.AsksForNames) || traits.HasFlag(SourceTraits.PastesQuestion | SourceTraits.PartOfQuestion);
        return new HeaderSet((MayAssemble(traits) && await AssemblesAsync(spec, inputs, list, cancellation)) || asks, named);
    }

    private static bool MayAssemble(SourceTraits traits) =>
        traits.HasFlag(SourceTraits.MayAssemble)
        || traits.HasFlag(SourceTraits.PastesAssembly | SourceTraits.HeadOfAssembly | SourceTraits.TailOfAssembly);

    private async ValueTask<SourceTraits> TraitsOfAsync(
        ActionSpec spec, HeaderInputs inputs, string path, CancellationToken cancellation)
    {
        var scan = await ScanAsync(inputs, path, cancellation);
        RefuseIfUnfollowable(spec, path, scan);
        return scan.Traits;
    }

    private async ValueTask<SourceScan> ScanAsync(HeaderInputs inputs, string path, CancellationToken cancellation)
    {
        var content = inputs.ContentOf(path);
        if (!known.TryGetValue(content, out var scan))
        {
            scan = SourceScan.Of(await store.RequireAsync(content, path, cancellation));
            known.TryAdd(content, scan);
        }

        return scan;
    }

    /// <returns>Whether its assembly reads files, or could.</returns>
    private async Task<bool> AssemblesAsync(
        ActionSpec spec, HeaderInputs inputs, Func<Task<string?>> list, CancellationToken cancellation)
    {
        if (await list() is not { } text)
        {
            return true;
        }

        var reads = false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<AssemblyListing>([AssemblyListing.Of(text)]);
        while (pending.TryPop(out var listing))
        {
            reads |= listing.HasMacros || listing.Names.Count > 0;
            foreach (var name in listing.Names)
            {
                foreach (var path in Candidates(spec, inputs, name))
                {
                    if (seen.Add(path))
                    {
                        var content = await store.RequireAsync(inputs.ContentOf(path), path, cancellation);
                        pending.Push(AssemblyListing.Of(System.Text.Encoding.Latin1.GetString(content)));
                    }
                }
            }
        }

        return reads;
    }

    /// <summary>The inputs that a name of the assembly may mean: it is looked for in every folder of the include path, and a link may lead to it.</summary>
    private static IEnumerable<string> Candidates(ActionSpec spec, HeaderInputs inputs, string? name)
    {
        if (name is null)
        {
            throw NoInput(spec, "what .incbin or .include reads", "Its name cannot be told from the assembly");
        }

        if (name.StartsWith('/') || name.Split('/').Contains(".."))
        {
            throw NoInput(spec, name, "The assembler reads it");
        }

        return inputs.Named(name.Split('/')[^1]).Select(path =>
            inputs.Resolve(path) ?? throw NoInput(spec, path, "The assembler may read it"));
    }

    private static BuildException NoInput(ActionSpec spec, string path, string what) => new(
        EngineErrors.ReadsNoInput,
        path,
        $"{what} in {spec.Label}, but it is no input of that step: a change of it would go unseen.",
        "copy it into the component's folder, or give it as a header of a library that the component depends on, "
        + "and name it without \"/\" at the front, \"..\" out of the folder, or a backslash");

    private static void RefuseIfUnfollowable(ActionSpec spec, string path, SourceScan scan)
    {
        if (scan.Unfollowable is { } question)
        {
            throw new BuildException(
                EngineErrors.QuestionUnfollowable,
                path,
                $"{spec.Label} reads \"{PrintableText.Of(question)}\", which asks for a file that may be no input: its coming and going would go unseen.",
                "write the name out, relative and without \"..\": __has_include(<name.h>)");
        }
    }
}
