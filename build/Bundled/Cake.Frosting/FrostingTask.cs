using Cake.Core;

namespace Cake.Frosting;

/// <summary>A task without a context type of its own.</summary>
public abstract class FrostingTask : FrostingTask<ICakeContext>;
