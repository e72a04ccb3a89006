using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Tooling;

namespace Cake.Frosting.Internal;

/// <summary>The engine wants an installer; this host finds tools, and installs none.</summary>
internal sealed class NoToolInstaller : IToolInstaller
{
    public IEnumerable<FilePath> Install(PackageReference tool) =>
        throw new FrostingException($"Cannot install '{tool.OriginalString}': this host installs no tools.");
}
