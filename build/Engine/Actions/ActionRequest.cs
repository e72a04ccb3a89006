namespace OpenLinux.Engine.Actions;

/// <param name="Started">A <see cref="System.Diagnostics.Stopwatch"/> timestamp.</param>
internal sealed record ActionRequest(ActionSpec Spec, Func<string, bool> StillValid, string InvalidReason, long Started);
