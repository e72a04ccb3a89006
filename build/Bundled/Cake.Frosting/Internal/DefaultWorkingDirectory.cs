using Cake.Core.IO;

namespace Cake.Frosting.Internal;

internal sealed record DefaultWorkingDirectory(DirectoryPath Path);
