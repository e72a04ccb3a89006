using Cake.Core;

namespace Cake.Frosting;

/// <summary>What tasks share during a run.</summary>
public interface IFrostingContext : ICakeContext;

/// <summary>The base of a host's own context.</summary>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
