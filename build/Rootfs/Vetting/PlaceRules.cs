namespace OpenLinux.Rootfs.Vetting;

/// <summary>Judges whether programs name this machine's own folders, by what an inspection that knows no machine has collected.</summary>
internal static class PlaceRules
{
    public static InspectionReport Judge(InspectionReport report, InspectionPolicy policy, RootfsOrigins origins)
    {
        var findings = new FindingCollector(policy, KnownOrigins.OwnersOf(origins));
        var told = report.Findings.Where(finding => finding.Rule == VettingRule.BuildPaths.Name)
            .Select(finding => finding.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in policy.Vetting.BuildPaths.Select(policy.Places.FolderOf).OfType<string>())
        {
            if (report.Folders.FirstOrDefault(mention => mention.Folder == folder) is { } mention && told.Add(mention.Path))
            {
                var others = mention.Others == 0 ? "" : $", the first of {mention.Others + 1} programs that do";
                findings.Break(
                    VettingRule.BuildPaths, mention.Path, $"at byte {mention.Offset} it holds \"{folder}/\"{others}", FileRules.PathsFix);
            }
        }

        return report with { Findings = [.. report.Findings, .. findings.ToList()] };
    }
}
