using System.Text.Json;
using OpenLinux.Oci.Json;

namespace OpenLinux.Papers.Provenance;

/// <summary>What people want to know of somebody's SLSA v1 provenance first.</summary>
/// <param name="Builder">The URI of who built it; empty where it does not say.</param>
/// <param name="Commit">Of the first thing that has one; null where nothing has.</param>
/// <param name="Repository">Where that commit is to be had; null where it does not say.</param>
public sealed record ProvenanceSummary(string Builder, string? Commit, string? Repository)
{
    /// <param name="predicate">As it was signed; others write it in other ways.</param>
    public static ProvenanceSummary Of(JsonElement predicate)
    {
        var source = predicate.Member("buildDefinition") is { } definition
            ? definition.Items("resolvedDependencies").Where(dependency => CommitOf(dependency) is not null).Cast<JsonElement?>().FirstOrDefault()
            : null;
        return new ProvenanceSummary(
            predicate.Member("runDetails") is { } run && run.Member("builder") is { } builder ? builder.TextOrNull("id") ?? "" : "",
            source is { } found ? CommitOf(found) : null,
            source?.TextOrNull("uri"));
    }

    private static string? CommitOf(JsonElement dependency) => dependency.Member("digest")?.TextOrNull("gitCommit");
}
