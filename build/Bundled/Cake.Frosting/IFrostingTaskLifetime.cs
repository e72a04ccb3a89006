namespace Cake.Frosting;

/// <summary>Both ends of each task.</summary>
public interface IFrostingTaskLifetime : IFrostingTaskSetup, IFrostingTaskTeardown;
