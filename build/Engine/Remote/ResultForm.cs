using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Remote;

/// <summary>Whether a result from elsewhere has the form of one: anyone may have written it.</summary>
internal static class ResultForm
{
    /// <summary>More than any step makes, and less than hurts.</summary>
    private const int MostOutputs = 100_000;

    public static bool IsUsable(Reapi.ActionResult result) =>
        result.ExitCode == 0
        && result.OutputFiles.Count + result.OutputDirectories.Count + result.OutputSymlinks.Count <= MostOutputs
        && result.OutputFiles.All(file => IsPath(file.Path) && IsDigest(file.Digest))
        && result.OutputDirectories.All(directory => IsPath(directory.Path) && IsDigest(directory.TreeDigest))
        && result.OutputSymlinks.All(link => IsPath(link.Path) && link.Target.Length > 0)
        && (result.StdoutDigest is null || IsDigest(result.StdoutDigest))
        && (result.StderrDigest is null || IsDigest(result.StderrDigest));

    /// <summary>Relative, and within the folder that it is relative to.</summary>
    private static bool IsPath(string path) => path.Split('/').All(DirectoryReader.IsName);

    private static bool IsDigest(Reapi.Digest? digest) => digest is { SizeBytes: >= 0 } && DigestMessages.IsHash(digest.Hash);
}
