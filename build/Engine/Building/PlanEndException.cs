namespace OpenLinux.Engine.Building;

/// <summary>An engine that runs nothing cannot tell what follows: that depends on what something makes that would have to run first.</summary>
/// <param name="subject">What would have to run.</param>
public sealed class PlanEndException(string subject) : Exception($"what follows depends on what {subject} makes");
