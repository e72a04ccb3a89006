using OpenLinux.EndToEnd;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace OpenLinux.EndToEnd;

/// <summary>The rows that take longest begin first: one that is left to the end runs alone, while a core has nothing to do.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [EndToEndGroup.Name, ArtifactGroup.Name];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Long.Contains(collection.TestCollectionDisplayName) ? 0 : 1).ThenBy(collection => collection.UniqueID, StringComparer.Ordinal)];
}
