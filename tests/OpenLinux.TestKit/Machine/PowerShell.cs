using System.Reflection;
using OpenLinux.Common.Processes;

namespace OpenLinux.TestKit.Machine;

/// <summary>PowerShell as its NuGet package has it, which the project restores; no machine needs to have it.</summary>
internal static class PowerShell
{
    /// <summary>The runtime that these tests run on; a test's own PATH leads to another program of that name.</summary>
    public static string Dotnet { get; } = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
        ? path
        : ProgramPath.Find("dotnet", "/", Environment.GetEnvironmentVariable("PATH"))!;

    public static IReadOnlyList<string> Arguments { get; } = [Assembly, "-NoProfile", "-NonInteractive"];

    private static string Assembly =>
        typeof(PowerShell).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == "PowerShell").Value!;
}
