using OpenLinux.Bench;
using OpenLinux.Bench.Plan;
using OpenLinux.Bench.Trees;

try
{
    switch (args)
    {
        case ["tree", "scale", var project, var folder]:
            ScaleTree.Write(project, folder);
            return 0;
        case ["tree", "ninja", var tree, var sysroot, var folder]:
            await NinjaFile.WriteAsync(tree, sysroot, folder);
            return 0;
        case ["tree", "files", var project, var folder]:
            FilesTree.Write(project, folder);
            return 0;
        case ["tree", "openlinux", var project, var source, var folder]:
            await OpenLinuxTree.WriteAsync(project, source, folder);
            return 0;
        case ["run", .. var options] when options.Contains("--only=plan"):
            PlanRun.Show(options);
            return 0;
        case ["run", .. var options]:
            return await BenchRun.Of(options).RunAsync();
        default:
            Console.Error.WriteLine(
                """
                usage: tree scale PROJECT FOLDER
                       tree ninja TREE SYSROOT FOLDER
                       tree files PROJECT FOLDER
                       tree openlinux PROJECT SOURCE FOLDER
                       run --only=plan [--document=FILE]
                       run --project=FOLDER --folder=FOLDER --results=FOLDER [--only=a,d] [--runs=N] [--openlinux=FOLDER] [--document=FILE]
                """);
            return 2;
    }
}
catch (BenchException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
