namespace OpenLinux.Host.Stamping;

/// <summary>Which commit is checked out.</summary>
/// <param name="Commit">Forty hexadecimal digits.</param>
/// <param name="CommittedAt">When the committer made it.</param>
/// <param name="IsDirty">Whether the work tree differs from it, untracked files included.</param>
public sealed record RepositoryState(string Commit, DateTimeOffset CommittedAt, bool IsDirty);
