namespace OpenLinux.Userland.Recipes;

/// <summary>How a component comes about: the content of its <c>recipe.toml</c>, or the defaults without one.</summary>
/// <param name="Licence">An SPDX expression; null where nothing is stated.</param>
/// <param name="Depends">Components it is built against; null for every library listed before it.</param>
public abstract record Recipe(string? Licence, IReadOnlyList<string>? Depends);
