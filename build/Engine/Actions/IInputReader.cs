using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Actions;

/// <summary>Knows the language of what a compile reads, and so what its depfile leaves out.</summary>
public interface IInputReader
{
    /// <returns>Whether all inputs belong to the key: what was read asks which files exist, or may read some that cannot be named.</returns>
    /// <exception cref="BuildException">It reads, or asks for, what may be no input: a change of it would go unseen.</exception>
    ValueTask<bool> ReadsBeyondAsync(ICompileReads reads, CancellationToken cancellation);
}

/// <summary>What a compile is known to have read, for whoever can tell from it what else it may have.</summary>
public interface ICompileReads
{
    ActionSpec Spec { get; }

    /// <summary>The inputs that it read, and those that its command line names.</summary>
    IReadOnlyList<string> Paths { get; }

    /// <returns>The digest of the input at one of <see cref="Paths"/>.</returns>
    Digest DigestOf(string path);

    /// <returns>The content of the input at one of <see cref="Paths"/>.</returns>
    ValueTask<byte[]> ReadAsync(string path, CancellationToken cancellation);

    /// <param name="what">As for <see cref="NoInput"/>.</param>
    /// <returns>The inputs of that base name in any folder, links followed.</returns>
    /// <exception cref="BuildException">A link leads to what is no input (<c>OL321</c>).</exception>
    IEnumerable<string> Named(string name, string what);

    /// <summary>The same compile, asked for something else.</summary>
    /// <param name="arguments">Follow those of the compile.</param>
    /// <returns>What it wrote to <paramref name="output"/>, a character a byte.</returns>
    Task<string> RunAsync(IReadOnlyList<string> arguments, string output);

    /// <param name="what">As in "The compiler read it".</param>
    /// <returns>To be thrown: a change of that file would go unseen (<c>OL321</c>).</returns>
    BuildException NoInput(string path, string what);
}
