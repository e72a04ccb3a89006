using Cake.Core;

namespace Cake.Frosting;

/// <summary>The base of a host's own context.</summary>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
