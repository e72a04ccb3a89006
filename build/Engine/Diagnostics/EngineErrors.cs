namespace OpenLinux.Engine.Diagnostics;

/// <summary>What can fail in the engine itself, whatever it builds.</summary>
public static class EngineErrors
{
    public static readonly ErrorCode ActionFailed = new("OL301", "a build step failed");
    public static readonly ErrorCode ToolMissing = new("OL302", "a tool the step runs is not installed");
    public static readonly ErrorCode OutputMissing = new("OL303", "a build step did not make a file it declared");
    public static readonly ErrorCode ContentMissing = new("OL304", "content is missing from the cache");
    public static readonly ErrorCode InputChanged = new("OL305", "an input changed while the build ran");
    public static readonly ErrorCode DiskFull = new("OL901", "no space left on the device");
    public static readonly ErrorCode CacheUnusable = new("OL902", "the cache folder cannot be used");
    public static readonly ErrorCode Interrupted = new("OL903", "interrupted");
}
