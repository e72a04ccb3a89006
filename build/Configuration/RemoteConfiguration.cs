using OpenLinux.Configuration.Keys;
using Declared = OpenLinux.Configuration.Keys.Key;

namespace OpenLinux.Configuration;

/// <summary>A cache on a server, which a team shares. None of it enters a key: where a result comes from is no part of it.</summary>
/// <param name="Cache">Its address; empty or "none" for none.</param>
/// <param name="Mode">"read", "write" or "readwrite"; empty where the checkout and the credentials decide.</param>
/// <param name="Instance">REAPI's name of a part of a server.</param>
/// <param name="CredentialHelper">A program's name or path.</param>
/// <param name="Certificate">Of the client, a PEM file, relative to the checkout.</param>
/// <param name="Key">Of that certificate, where it does not stand in the same file.</param>
/// <param name="Authority">Whom servers are trusted by, a PEM file; empty for the system's.</param>
public sealed record RemoteConfiguration(
    string Cache, string Mode, string Instance, string CredentialHelper, string Certificate, string Key, string Authority)
{
    /// <summary>What keys begin with that say nothing of what is built.</summary>
    public const string Section = "remote.";

    public static RemoteConfiguration Default { get; } = new("", "", "", "", "", "", "");

    public static KeyTable<RemoteConfiguration> Keys { get; } = new KeyTable<RemoteConfiguration>()
        .Add(
            Declared.Text("remote.cache", "a cache on a server (docs/remote.md); none for none", "\"https://cache.example.org/openlinux\"", TextRules.RemoteAddress) with { Alias = "remote-cache" },
            (remote, cache) => remote with { Cache = cache })
        .Add(
            Declared.Text("remote.mode", "what it is for: read, write or readwrite", "\"read\"", TextRules.RemoteMode) with { Alias = "remote-mode" },
            (remote, mode) => remote with { Mode = mode })
        .Add(
            Declared.Text("remote.instance", "the name of the part of a REAPI server that is ours", "\"openlinux\"", TextRules.OneLine),
            (remote, instance) => remote with { Instance = instance })
        .Add(
            Declared.Text("remote.credential_helper", "a program that knows the headers to send, as Bazel's", "\"tools/credentials\"", TextRules.OneLine),
            (remote, helper) => remote with { CredentialHelper = helper })
        .Add(
            Declared.Text("remote.certificate", "the client's certificate, a PEM file", "\"/etc/openlinux/client.pem\"", TextRules.OneLine),
            (remote, certificate) => remote with { Certificate = certificate })
        .Add(
            Declared.Text("remote.key", "its key, a PEM file; \"\" where it stands in the same", "\"/etc/openlinux/client.key\"", TextRules.OneLine),
            (remote, key) => remote with { Key = key })
        .Add(
            Declared.Text("remote.authority", "whom servers are trusted by, a PEM file; \"\" for the system's", "\"/etc/openlinux/ca.pem\"", TextRules.OneLine),
            (remote, authority) => remote with { Authority = authority });
}
