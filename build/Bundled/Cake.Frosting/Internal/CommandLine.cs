using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>The command line, understood.</summary>
/// <param name="Targets">As given, else "Default".</param>
/// <param name="Arguments">What is not the host's own: the build's options.</param>
internal sealed record CommandLine(
    HostAction Action,
    IReadOnlyList<string> Targets,
    DirectoryPath? WorkingDirectory,
    Verbosity Verbosity,
    bool Exclusive,
    ICakeArguments Arguments);
