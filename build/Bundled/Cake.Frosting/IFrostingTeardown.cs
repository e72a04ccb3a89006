using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs once, after the last task, whether the build succeeded or not.</summary>
public interface IFrostingTeardown
{
    void Teardown(ICakeContext context, ITeardownContext info);
}
