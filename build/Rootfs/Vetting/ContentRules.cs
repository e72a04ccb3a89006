using OpenLinux.Common.Files;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>Judges the root filesystem as a whole: what the image's configuration and its users will look for.</summary>
internal sealed class ContentRules(ArchiveIndex index, FindingCollector findings)
{
    public void Check(InspectionPolicy policy)
    {
        CheckShell(policy.Shell);
        foreach (var path in policy.Required)
        {
            if (index.Resolve(path) is { Node: null } missing)
            {
                findings.Error(
                    RootfsErrors.RequiredMissing, path, Because(path, missing), $"add it under src/rootfs, or drop it from rootfs.required");
            }
        }

        CheckSearchPath(policy.SearchPath);
        CheckProgram("entrypoint", policy.Entrypoint, policy);
        if (policy.Entrypoint.Count == 0 || IsInit(policy.Entrypoint) || (policy.Cmd.Count > 0 && policy.Cmd[0].StartsWith('/')))
        {
            CheckProgram("cmd", policy.Cmd, policy);
        }
    }

    /// <summary>src/bin/init runs the command as execvp(3) would; to other entrypoints it is an argument.</summary>
    private static bool IsInit(IReadOnlyList<string> entrypoint) => entrypoint is [var program] && program.Split('/')[^1] == "init";

    private void CheckShell(string shell)
    {
        var found = index.Resolve(shell);
        if (found.Node is not { IsExecutable: true })
        {
            findings.Error(
                RootfsErrors.NoShell, shell, WhyNotRunnable(shell, found),
                "add a component that gives the shell (busybox, say), or name another in image.shell");
        }
    }

    private void CheckSearchPath(IReadOnlyList<string> searchPath)
    {
        foreach (var folder in searchPath)
        {
            if (!folder.StartsWith('/'))
            {
                findings.Error(
                    RootfsErrors.PointsNowhere, folder, "PATH names it, and it is not absolute", "drop it from image.env.PATH");
            }
            else if (index.Resolve(folder) is { Node: not { IsDirectory: true } } found)
            {
                var cause = found.Node is null ? Because(folder, found) : "it is not a directory";
                findings.Error(
                    RootfsErrors.PointsNowhere, folder, $"PATH names it; {cause}",
                    "drop it from image.env.PATH, or add it to rootfs.directories");
            }
        }
    }

    private void CheckProgram(string key, IReadOnlyList<string> words, InspectionPolicy policy)
    {
        if (words.Count == 0)
        {
            return;
        }

        var program = words[0];
        var candidates = program.StartsWith('/') ? [program]
            : program.Contains('/', StringComparison.Ordinal) ? [$"{policy.Workdir}/{program}"]
            : policy.SearchPath.Select(folder => $"{folder}/{program}").ToList();
        foreach (var candidate in candidates)
        {
            if (index.Resolve(candidate).Node is { IsExecutable: true })
            {
                return;
            }
        }

        var cause = candidates.Count == 1
            ? WhyNotRunnable(candidates[0], index.Resolve(candidates[0]))
            : $"no directory of PATH ({string.Join(':', policy.SearchPath)}) has an executable of that name";
        findings.Error(
            RootfsErrors.PointsNowhere, program, $"image.{key} names it; {cause}",
            $"correct image.{key}, or add the component that gives {program}");
    }

    private string WhyNotRunnable(string path, Resolution found) => found.Node switch
    {
        null => Because(path, found),
        { IsFile: true } file => $"its mode is {FileModes.Text(file.Mode)}, which nobody may execute",
        _ => "it is not a regular file",
    };

    private string Because(string path, Resolution found) =>
        index.Resolve(path, followLast: false).Node is { IsSymlink: true } link
            ? $"it is a symlink to {link.LinkTarget}, {found.Fault}"
            : found.Fault == "which is not there" ? "the root filesystem does not hold it" : $"it is a path {found.Fault}";
}
