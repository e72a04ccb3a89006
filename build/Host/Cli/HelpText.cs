using OpenLinux.Configuration.Loading;

namespace OpenLinux.Host.Cli;

/// <summary>One screen of help, from the tables that also parse the command line.</summary>
internal static class HelpText
{
    /// <summary>Tasks that few run: what only they need would push the rest off the screen.</summary>
    private static readonly (string Task, string Document)[] Apart = [("Push", "docs/images.md"), ("Cache", "docs/cache.md"), ("Bench", "docs/benchmarks.md")];

    public static void Print(TextWriter writer)
    {
        writer.WriteLine("Builds the OpenLinux root filesystem and its Docker image from source.");
        writer.WriteLine();
        writer.WriteLine("  ./build.sh --target=Docker --arch=x86_64");
        writer.WriteLine("  docker run --rm -it openlinux:1.0.0-alpha-x86_64 /bin/sh");
        writer.WriteLine();
        writer.WriteLine($"Tasks: {string.Join(", ", TaskCatalog.Names)}");
        writer.WriteLine();
        foreach (var option in OptionTable.Own.Where(option => !IsApart(option) && !IsFlagOfCake(option)))
        {
            writer.WriteLine($"  {Spelt(option),-24} {option.Description}");
        }

        writer.WriteLine($"  Of Cake: {string.Join(", ", OptionTable.Own.Where(IsFlagOfCake).Select(Spelt))}");
        foreach (var (task, document) in Apart)
        {
            writer.WriteLine($"  {task} alone ({document}): {string.Join(", ", OptionTable.Own.Where(option => IsOf(task, option)).Select(Spelt))}");
        }

        var shortNames = ConfigurationKeys.OptionNames.Where(name => !name.Contains('.', StringComparison.Ordinal));
        writer.WriteLine($"Configuration (config/*.toml), each key by its path (--image.user=1000) or shorter:\n  --{string.Join(", --", shortNames)}");
        writer.WriteLine("A command for Run stands after '--':  ./build.sh --target=Run -- ls -l /");
        writer.WriteLine("More: README.md, docs/configuration.md for every key, docs/errors.md for every code");
    }

    private static string Spelt(Option option) => option.TakesValue ? $"--{option.Name}={option.Value}" : $"--{option.Name}";

    /// <summary>They show what there is, and build nothing.</summary>
    private static bool IsFlagOfCake(Option option) => option is { ForCake: true, TakesValue: false };

    private static bool IsApart(Option option) => Array.Exists(Apart, task => IsOf(task.Task, option));

    private static bool IsOf(string task, Option option) => option.For is [var only] && only == task;
}
