using Cake.Core;

namespace Cake.Frosting;

/// <summary><inheritdoc cref="IFrostingTaskSetup"/></summary>
public abstract class FrostingTaskSetup : FrostingTaskSetup<ICakeContext>;
