using OpenLinux.Configuration.Loading;

namespace OpenLinux.Host.Cli;

/// <summary>One screen of help, from the tables that also parse the command line.</summary>
internal static class HelpText
{
    public static void Print(TextWriter writer)
    {
        writer.WriteLine("Builds the OpenLinux root filesystem and its Docker image from source.");
        writer.WriteLine();
        writer.WriteLine("  ./build.sh --target=Docker --arch=x86_64");
        writer.WriteLine("  docker run --rm -it openlinux:1.0.0-alpha-x86_64 /bin/sh");
        writer.WriteLine();
        writer.WriteLine($"Tasks: {string.Join(", ", TaskCatalog.Names)}");
        writer.WriteLine();
        foreach (var option in OptionTable.Own.Where(option => !IsOfBench(option) && !IsFlagOfCake(option)))
        {
            writer.WriteLine($"  {Spelt(option),-24} {option.Description}");
        }

        writer.WriteLine($"  Of Cake: {string.Join(", ", OptionTable.Own.Where(IsFlagOfCake).Select(Spelt))}");
        writer.WriteLine($"  Bench alone (docs/benchmarks.md): {string.Join(", ", OptionTable.Own.Where(IsOfBench).Select(Spelt))}");
        writer.WriteLine();
        var shortNames = ConfigurationKeys.OptionNames.Where(name => !name.Contains('.', StringComparison.Ordinal));
        writer.WriteLine($"Configuration (config/*.toml), each key by its path (--image.user=1000) or shorter:\n  --{string.Join(", --", shortNames)}");
        writer.WriteLine();
        writer.WriteLine("A command for Run stands after '--':  ./build.sh --target=Run -- ls -l /");
        writer.WriteLine("More: README.md, docs/configuration.md for every key, docs/errors.md for every code");
    }

    private static string Spelt(Option option) => option.TakesValue ? $"--{option.Name}={option.Value}" : $"--{option.Name}";

    /// <summary>They show what there is, and build nothing.</summary>
    private static bool IsFlagOfCake(Option option) => option is { ForCake: true, TakesValue: false };

    /// <summary>Few measure: what only they need would push the rest off the screen.</summary>
    private static bool IsOfBench(Option option) => option.For is ["Bench"];
}
