using OpenLinux.Common.Processes;
using OpenLinux.Configuration;
using OpenLinux.Machine;
using OpenLinux.Machine.Prerequisites;
using OpenLinux.Userland.Recipes;

namespace OpenLinux.Host.Unchanged;

/// <summary>What a run looks at outside of the checkout: programs, headers, the Docker client's configuration, the kernel's emulators.</summary>
internal static class MachinePlaces
{
    private const string ForeignPrograms = "/proc/sys/fs/binfmt_misc/qemu-";

    public static void Note(FactSheet facts, RestedOn run)
    {
        var machine = MachineFacts.Current;
        string[] architectures = [.. run.Architectures.Select(architecture => architecture.Name)];
        string[] foreign = [.. architectures.Where(name => name != machine.Architecture)];
        var needs = foreign.Length > 0 && run.Needs.HasFlag(Needs.Docker) ? run.Needs | Needs.RunForeign : run.Needs;
        var prerequisites = PrerequisiteCatalog.For(needs, architectures, machine).Append(PrerequisiteCatalog.DockerEngine)
            .Select(prerequisite => prerequisite.Detection)
            .ToList();
        NotePrograms(facts, machine, [.. ProgramsOf(run.Settings.Toolchain), .. prerequisites.OfType<ProgramDetection>().SelectMany(detection => detection.Programs)]);
        foreach (var place in prerequisites.OfType<FileDetection>().SelectMany(detection => detection.Places))
        {
            NotePlace(facts, machine.PathOf(place));
        }

        foreach (var place in run.Components.Select(component => component.Recipe).OfType<SystemRecipe>().SelectMany(recipe => PlacesOf(recipe, architectures, run.Settings.Toolchain)))
        {
            facts.Path(place);
        }

        foreach (var place in run.Components.SelectMany(component => component.LookedFor))
        {
            facts.Path(place);
        }

        foreach (var name in foreign)
        {
            facts.Content(ForeignPrograms + name);
            facts.Path($"/usr/lib/binfmt.d/qemu-{name}.conf");
        }

        NoteDockerConfiguration(facts, machine);
    }

    private static IEnumerable<string> ProgramsOf(ToolchainConfiguration programs) => programs.IsPinned ? ["make", "sh"] :
        [programs.Cc, programs.Ld, programs.Ar, programs.Ranlib, programs.Strip, programs.Objcopy, "make", "sh"];

    /// <summary>Each folder's names, since a program in an earlier one goes before others; and the programs, which may become executable.</summary>
    private static void NotePrograms(FactSheet facts, MachineFacts machine, HashSet<string> names)
    {
        foreach (var folder in machine.SearchPath.Concat(["/usr/bin", "/bin"]).Select(Path.GetFullPath).Distinct())
        {
            facts.Path(folder);
            foreach (var program in names.Select(name => Path.Combine(folder, name)).Where(File.Exists))
            {
                facts.Path(program);
            }
        }
    }

    /// <summary>The kernel's own files change their times as they like.</summary>
    private static void NotePlace(FactSheet facts, string place)
    {
        if (place.StartsWith("/proc/", StringComparison.Ordinal))
        {
            facts.Content(place);
        }
        else
        {
            facts.Path(place);
        }
    }

    private static IEnumerable<string> PlacesOf(SystemRecipe recipe, string[] architectures, ToolchainConfiguration toolchain) =>
        from files in recipe.Files
        where files.Kernel is null || !toolchain.IsPinned
        from place in files.From.Concat(files.Native)
        from architecture in architectures
        select place.Replace("{arch}", architecture, StringComparison.Ordinal);

    private static void NoteDockerConfiguration(FactSheet facts, MachineFacts machine)
    {
        var folder = machine.Variable("DOCKER_CONFIG") ?? Path.Join(machine.Variable("HOME"), ".docker");
        facts.Path(Path.Join(folder, "config.json"));
        var contexts = Path.GetFullPath(Path.Join(folder, "contexts"));
        if (Directory.Exists(contexts))
        {
            facts.Tree(contexts);
        }
        else
        {
            facts.Path(contexts);
        }
    }
}
