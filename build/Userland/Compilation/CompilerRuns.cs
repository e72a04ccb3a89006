using OpenLinux.Common.Errors;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Execution;

namespace OpenLinux.Userland.Compilation;

/// <summary>Runs steps that compile, which refuse what would differ from one day to the next.</summary>
internal static class CompilerRuns
{
    /// <summary>Of each compile, in-tree and upstream: clang before 16 gives the clock's time whatever SOURCE_DATE_EPOCH says.</summary>
    public const string NoClock = "-Werror=date-time";

    private const string ClockWarning = "-Wdate-time";

    /// <exception cref="BuildException">It failed; for its use of the clock with <c>OL325</c>.</exception>
    public static async Task<ActionOutcome> CompileAsync(this IBuildEngine engine, ActionSpec spec, CancellationToken cancellation)
    {
        try
        {
            return await engine.RunAsync(spec, cancellation);
        }
        catch (ActionFailedException failure) when (failure.Cause.Contains(ClockWarning, StringComparison.Ordinal))
        {
            throw new BuildException(
                UserlandErrors.ClockInProgram,
                failure.Subject,
                failure.Cause,
                "take __DATE__, __TIME__ and __TIMESTAMP__ out of the code, or have its own switch leave them out; a version can be "
                + $"told by a flag: cflags = [\"-DVERSION=…\"] in recipe.toml{failure.RepeatOffer}",
                failure);
        }
    }

    /// <summary>"-w" would silence the refusal as well; this silences the same warnings, and is overruled by what comes after it.</summary>
    public static IEnumerable<string> Overrulable(IEnumerable<string> flags) =>
        flags.Select(flag => flag == "-w" ? "-Wno-everything" : flag);
}
