using Cake.Core;

namespace Cake.Frosting;

/// <summary><inheritdoc cref="IFrostingTaskLifetime"/></summary>
public abstract class FrostingTaskLifetime : FrostingTaskLifetime<ICakeContext>;
