using Cake.Core;

namespace Cake.Frosting;

/// <summary><inheritdoc cref="IFrostingSetup"/></summary>
public abstract class FrostingSetup : FrostingSetup<ICakeContext>;
