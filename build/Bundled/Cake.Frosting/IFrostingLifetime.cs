namespace Cake.Frosting;

/// <summary>Both ends of a run.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;
