namespace OpenLinux.EndToEnd;

/// <summary>
/// End-to-end tests of what a build makes: images, archives, papers. As with <see cref="EndToEndGroup"/>, one after the other; both beside each other, since a
/// single row of them all lasts longer than all other tests together.
/// </summary>
[CollectionDefinition(Name)]
public sealed class ArtifactGroup : ICollectionFixture<BuiltFixture>
{
    public const string Name = "End to end: artifacts";
}
