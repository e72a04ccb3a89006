using OpenLinux.Common.Errors;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Headers;

/// <inheritdoc />
internal sealed class CompileReads : ICompileReads
{
    private readonly HeaderInputs inputs;
    private readonly InputContent content;
    private readonly Func<IReadOnlyList<string>, string, Task<string>> run;

    /// <param name="named">What the depfile names.</param>
    /// <param name="run">Runs the compile with more arguments for another output, and gives that.</param>
    /// <exception cref="BuildException">A file of the depfile is no input (<c>OL321</c>).</exception>
    public CompileReads(
        ActionSpec spec,
        HeaderInputs inputs,
        IReadOnlyList<string> named,
        InputContent content,
        Func<IReadOnlyList<string>, string, Task<string>> run)
    {
        Spec = spec;
        this.inputs = inputs;
        this.content = content;
        this.run = run;
        Paths = [.. named.Select(path => inputs.Resolve(path) ?? throw NoInput(path, "The compiler read it")).Union(inputs.NamedByCommand)];
    }

    public ActionSpec Spec { get; }

    public IReadOnlyList<string> Paths { get; }

    public Digest DigestOf(string path) => inputs.ContentOf(path);

    public ValueTask<byte[]> ReadAsync(string path, CancellationToken cancellation) =>
        content.RequireAsync(inputs.ContentOf(path), path, cancellation);

    public IEnumerable<string> Named(string name, string what) =>
        inputs.Named(name).Select(path => inputs.Resolve(path) ?? throw NoInput(path, what));

    public Task<string> RunAsync(IReadOnlyList<string> arguments, string output) => run(arguments, output);

    public BuildException NoInput(string path, string what) => new(
        EngineErrors.ReadsNoInput,
        path,
        $"{what} in {Spec.Label}, but it is no input of that step: a change of it would go unseen.",
        "copy it into the component's folder, or give it as a header of a library that the component depends on, "
        + "and name it without \"/\" at the front, \"..\" out of the folder, or a backslash");
}
