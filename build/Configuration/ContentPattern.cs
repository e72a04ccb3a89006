using OpenLinux.Configuration.Toml;

namespace OpenLinux.Configuration;

/// <summary>Something that no file may hold.</summary>
/// <param name="Name">For messages: "github_token"; "" where the text found says enough.</param>
/// <param name="Expression">A .NET regular expression over the file's bytes. Not checked here, since that costs the start-up more than all other keys.</param>
/// <param name="Origin">Where it is written, for what is wrong with it: "config/vetting.toml:41".</param>
public sealed record ContentPattern(string Name, string Expression, Origin Origin);
