using Cake.Core;
using Cake.Frosting;

namespace OpenLinux.TestKit.Hosts;

/// <summary>A test class derives a context of its own: the tasks of this assembly that want another one are left out of its host.</summary>
public abstract class TracingContext(ICakeContext context, Trace trace) : FrostingContext(context)
{
    public void Did(string entry) => trace.Add(entry);
}
