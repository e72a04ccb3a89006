namespace OpenLinux.Host.Reporting;

/// <param name="Changed">Whether it changed anything; a task whose notes and actions changed nothing was cached.</param>
public sealed record TaskNote(string Text, bool Changed);
