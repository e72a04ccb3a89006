using System.Net;
using OpenLinux.Common.Errors;

namespace OpenLinux.Remote;

/// <summary>A server's address, without the credentials that it came with.</summary>
/// <param name="Uri">Ends with a slash, has no user, query or fragment.</param>
/// <param name="User">What stood before the host, <c>user:password</c> decoded; null where nothing did.</param>
internal sealed record RemoteAddress(Uri Uri, (string Name, string Password)? User)
{
    public string Scheme => Uri.Scheme;

    /// <summary>For messages.</summary>
    public string Shown => Uri.AbsoluteUri.TrimEnd('/');

    /// <summary>Whether it is this machine, which no proxy stands before.</summary>
    public bool IsLoopback =>
        Uri.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Uri.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip));

    /// <exception cref="BuildException">It is none (<c>OL710</c>).</exception>
    public static RemoteAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || !text.Contains("://", StringComparison.Ordinal))
        {
            throw Unusable(WithoutUser(text), "it is no address with a scheme and a host");
        }

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw Unusable(WithoutUser(text), "an address with a question mark or a hash names no folder that blobs could lie in");
        }

        var plain = new UriBuilder(uri) { UserName = "", Password = "", Path = uri.AbsolutePath.TrimEnd('/') + "/" }.Uri;
        return new RemoteAddress(plain, UserOf(uri.UserInfo));
    }

    public static BuildException Unusable(string shown, string cause) => new(
        RemoteSettingsErrors.BadAddress,
        shown,
        cause,
        "--remote-cache=https://cache.example.org/openlinux, or --remote-cache=none");

    private static (string Name, string Password)? UserOf(string user)
    {
        if (user.Length == 0)
        {
            return null;
        }

        var colon = user.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? (Uri.UnescapeDataString(user), "")
            : (Uri.UnescapeDataString(user[..colon]), Uri.UnescapeDataString(user[(colon + 1)..]));
    }

    /// <summary>What cannot be parsed may hold a password all the same.</summary>
    private static string WithoutUser(string text)
    {
        var at = text.LastIndexOf('@');
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        return at < 0 ? text : scheme >= 0 && scheme < at ? text[..(scheme + 3)] + text[(at + 1)..] : text[(at + 1)..];
    }
}
