namespace OpenLinux.Registry.Uploads;

/// <summary>What the registry received has another digest than the one it was told.</summary>
internal sealed class DigestRefusedException(string answer) : Exception($"answers {answer}");
