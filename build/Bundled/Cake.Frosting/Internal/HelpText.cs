using Cake.Core;

namespace Cake.Frosting.Internal;

internal static class HelpText
{
    public static void Write(IConsole console)
    {
        console.WriteLine("{0}", $"USAGE:\n    {AppDomain.CurrentDomain.FriendlyName} [OPTIONS]\n\nOPTIONS:");
        foreach (var option in HostOption.All)
        {
            console.WriteLine("{0}", $"    {Spelling(option),-32}{option.Help}");
        }
    }

    private static string Spelling(HostOption option)
    {
        var shortName = option.Names.FirstOrDefault(name => name.Length == 1);
        var prefix = shortName is null ? "    " : $"-{shortName}, ";
        return option.Value is null ? $"{prefix}--{option.Names[0]}" : $"{prefix}--{option.Names[0]} <{option.Value}>";
    }
}
