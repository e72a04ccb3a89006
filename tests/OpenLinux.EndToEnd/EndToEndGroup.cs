namespace OpenLinux.EndToEnd;

/// <summary>End-to-end tests of what people do with a checkout. They share one cold build and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class EndToEndGroup : ICollectionFixture<BuiltFixture>
{
    public const string Name = "End to end";
}
