using OpenLinux.Common.Errors;

namespace OpenLinux.Engine;

/// <summary>What can fail in the engine itself, whatever it builds.</summary>
public static class EngineErrors
{
    public static readonly ErrorCode ActionFailed = new("OL301", "a build step failed",
        "the compiler's or script's own message is shown", "the command to repeat it is printed, in the folder kept of the first that failed");

    public static readonly ErrorCode OutputMissing = new("OL303", "a build step did not make a file it declared",
        "the step ended well without it", "correct the recipe");

    public static readonly ErrorCode ContentMissing = new("OL304", "content is missing from the cache",
        "it was lost or damaged, and no step of this build makes it", "run again");

    public static readonly ErrorCode InputChanged = new("OL305", "an input changed while the build ran",
        "a file was edited during the build", "run again");

    public static readonly ErrorCode OutputIsLink = new("OL306", "a link stands where an output folder belongs",
        "`build/ARCH`, or a folder in it, leads elsewhere", "remove the link");

    public static readonly ErrorCode NotExecuted = new("OL327", "a build step could not be run on the remote executor",
        "no worker, no connection, or a server that fails; its words are shown", "`--remote-fallback=local`");

    public static readonly ErrorCode ReadsNoInput = new("OL321", "a compile reads a file that is no input",
        "it is named by `/…`, by `..` out of the folder, or through such a link", "copy it into the component's folder, or into a library's `include`");

    public static readonly ErrorCode NoSandbox = new("OL331", "the sandbox cannot be made",
        "no compiler of this machine or of the toolchain makes its program", "mend what the compiler says, or `--sandbox=none`");

    public static readonly ErrorCode Undeclared = new("OL332", "a build step asks for what it has not declared",
        "it reads a file of this machine, runs a program of it, or asks the network", "bring it along, or declare it: `reads` in recipe.toml");

    public static readonly ErrorCode NotReproducible = new("OL333", "a build step made something else the second time",
        "it reads the clock, the folder's name or another thing that is no input", "mend what the difference tells of");
}
