using OpenLinux.Common.Errors;

namespace OpenLinux.Oci.Naming;

/// <summary>What can be wrong with a name.</summary>
public static class NamingErrors
{
    public static readonly ErrorCode InvalidReference = new("OL610", "not a reference to a registry",
        "misspelt, upper case, or a digest that was chosen", "`host[:port]/path[:tag]`");
}
