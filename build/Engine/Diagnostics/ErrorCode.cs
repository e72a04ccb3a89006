namespace OpenLinux.Engine.Diagnostics;

/// <summary>A kind of failure: a stable identifier users can search for, and what went wrong in a few words.</summary>
/// <param name="Id">The code printed and documented in the README, e.g. <c>OL401</c>; never reused.</param>
/// <param name="Title">What went wrong, without a subject: "no shell in the root filesystem".</param>
public sealed record ErrorCode(string Id, string Title);
