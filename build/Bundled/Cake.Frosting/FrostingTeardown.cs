using Cake.Core;

namespace Cake.Frosting;

/// <summary><inheritdoc cref="IFrostingTeardown"/></summary>
public abstract class FrostingTeardown : FrostingTeardown<ICakeContext>;
