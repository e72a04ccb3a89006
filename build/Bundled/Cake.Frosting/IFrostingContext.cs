using Cake.Core;

namespace Cake.Frosting;

/// <summary>What tasks share during a run.</summary>
public interface IFrostingContext : ICakeContext;
