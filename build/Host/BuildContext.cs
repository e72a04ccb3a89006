using Cake.Core;
using Cake.Frosting;

namespace OpenLinux.Host;

public sealed class BuildContext(ICakeContext context) : FrostingContext(context);
