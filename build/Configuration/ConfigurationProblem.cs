using OpenLinux.Common.Errors;

namespace OpenLinux.Configuration;

/// <param name="Subject">Place and key: "config/openlinux.toml:12: image.repository", or "--repository: image.repository".</param>
/// <param name="Cause">What is there and what was expected.</param>
public sealed record ConfigurationProblem(ErrorCode Code, string Subject, string Cause, string Fix);
