namespace OpenLinux.Common.Errors;

/// <summary>A failure a user can act on: code, subject, cause and fix, all of them in <see cref="Exception.Message"/>.</summary>
public class BuildException(ErrorCode code, string subject, string cause, string fix, Exception? inner = null)
    : Exception(Format(code, subject, cause, fix), inner)
{
    public ErrorCode Code { get; } = code;

    /// <summary>What it happened to: a file, an image, a component, a configuration key with its line.</summary>
    public string Subject { get; } = subject;

    public string Cause { get; } = cause;

    /// <summary>What to do about it, as a command where there is one.</summary>
    public string Fix { get; } = fix;

    private static string Format(ErrorCode code, string subject, string cause, string fix) =>
        $"{code.Id}: {code.Title}: {subject}\n  cause: {Indent(cause)}\n  fix:   {Indent(fix)}";

    private static string Indent(string text) => text.TrimEnd().ReplaceLineEndings("\n         ");
}
