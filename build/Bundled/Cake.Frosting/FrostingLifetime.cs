using Cake.Core;

namespace Cake.Frosting;

/// <summary><inheritdoc cref="IFrostingLifetime"/></summary>
public abstract class FrostingLifetime : FrostingLifetime<ICakeContext>;
