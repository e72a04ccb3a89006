namespace OpenLinux.EndToEnd.Faults;

/// <summary>Faults of the small build run one after the other, and are held against one reference.</summary>
[CollectionDefinition(Name)]
public sealed class FaultGroup : ICollectionFixture<Reference>
{
    public const string Name = "Faults";
}
