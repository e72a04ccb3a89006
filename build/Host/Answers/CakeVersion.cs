using System.Reflection;
using Cake.Cli;
using Cake.Core;

namespace OpenLinux.Host.Answers;

/// <summary>What <c>--version</c> and <c>--info</c> show of Cake: the engine's version. Cake's own resolver describes the compiled host instead, which has none.</summary>
internal sealed class CakeVersion : IVersionResolver
{
    private static readonly Assembly Engine = typeof(ICakeEngine).Assembly;

    public string GetVersion() => Engine.GetName().Version!.ToString(fieldCount: 3);

    public string GetProductVersion() =>
        Engine.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? GetVersion();
}
