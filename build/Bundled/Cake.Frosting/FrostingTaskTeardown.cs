using Cake.Core;

namespace Cake.Frosting;

/// <summary><inheritdoc cref="IFrostingTaskTeardown"/></summary>
public abstract class FrostingTaskTeardown : FrostingTaskTeardown<ICakeContext>;
