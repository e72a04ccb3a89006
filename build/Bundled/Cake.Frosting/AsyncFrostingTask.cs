using Cake.Core;

namespace Cake.Frosting;

/// <summary>An asynchronous task without a context type of its own.</summary>
public abstract class AsyncFrostingTask : AsyncFrostingTask<ICakeContext>;
