using OpenLinux.Bench.Trees;

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
    default:
        Console.Error.WriteLine("usage: tree scale PROJECT FOLDER | tree ninja TREE SYSROOT FOLDER | tree files PROJECT FOLDER");
        return 2;
}
