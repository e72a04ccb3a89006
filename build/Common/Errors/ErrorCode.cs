namespace OpenLinux.Common.Errors;

/// <summary>
/// A kind of failure: a stable identifier users can search for, and its row in <c>docs/errors.md</c>, which is generated from
/// these. Two are the same if their identifiers are.
/// </summary>
/// <param name="Id">The code as it is printed, e.g. <c>OL401</c>; never reused.</param>
/// <param name="Title">What went wrong, without a subject: "no shell in the root filesystem". No other code has it.</param>
/// <param name="Cause">What is commonly behind it, in Markdown; a <see cref="BuildException"/> knows the case at hand.</param>
/// <param name="Fix">What commonly helps, in Markdown.</param>
public sealed record ErrorCode(string Id, string Title, string Cause, string Fix)
{
    public bool Equals(ErrorCode? other) => Id == other?.Id;

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}
