namespace OpenLinux.Host.Reporting;

/// <summary>Which component a path of the root filesystem belongs to.</summary>
/// <param name="owners">By path relative to the root; directories that files imply are not among them.</param>
internal sealed class PathOwners(IReadOnlyDictionary<string, string> owners)
{
    /// <summary>Of what this checkout does not have.</summary>
    public const string Unknown = "(unknown)";

    private const string Shared = "(shared)";

    /// <param name="path">Absolute.</param>
    public string Of(string path)
    {
        var relative = path[1..];
        if (owners.TryGetValue(relative, out var owner))
        {
            return owner;
        }

        var prefix = relative.Length == 0 ? "" : relative + "/";
        var below = owners.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(entry => entry.Value).Distinct().Take(2).ToList();
        return below switch
        {
            [] => Unknown,
            [var only] => only,
            _ => Shared,
        };
    }
}
