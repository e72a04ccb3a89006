using System.Globalization;
using System.Text;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;

namespace OpenLinux.Signing.Tokens;

/// <summary>Which key of which token (RFC 7512).</summary>
internal sealed record Pkcs11Uri
{
    public const string Scheme = "pkcs11:";

    private const string FileScheme = "file:";

    private static readonly string[] PathNames = ["token", "serial", "manufacturer", "model", "slot-id", "object", "id", "type"];
    private static readonly string[] QueryNames = ["module-path", "pin-value", "pin-source"];

    private readonly Dictionary<string, byte[]> attributes;

    private Pkcs11Uri(string shown, Dictionary<string, byte[]> attributes) => (Shown, this.attributes) = (shown, attributes);

    /// <summary>See <see cref="ShownOf"/>.</summary>
    public string Shown { get; }

    public string? Token => Text("token");

    public string? Serial => Text("serial");

    public string? Manufacturer => Text("manufacturer");

    public string? Model => Text("model");

    public ulong? Slot { get; private init; }

    /// <summary>The key's label.</summary>
    public string? Label => Text("object");

    /// <summary>The key's CKA_ID.</summary>
    public byte[]? Id => attributes.GetValueOrDefault("id");

    public string? ModulePath => Text("module-path");

    public string? PinValue => Text("pin-value");

    /// <summary>A file, as a path or a <c>file:</c> URI.</summary>
    public string? PinSource => Text("pin-source") is { } source && source.StartsWith(FileScheme, StringComparison.Ordinal)
        ? Uri.UnescapeDataString(source[(source.StartsWith(FileScheme + "//", StringComparison.Ordinal) ? FileScheme.Length + 2 : FileScheme.Length)..])
        : Text("pin-source");

    /// <summary>Of the URI, what names the key. The rest may be a PIN, wherever somebody wrote it.</summary>
    public static string ShownOf(string text) =>
        PrintableText.Of(Scheme + string.Join(';', Parts(text).Path.Split(';').Where(part => PathNames.Contains(part.Split('=')[0]))));

    /// <exception cref="BuildException"><c>OL804</c>.</exception>
    public static Pkcs11Uri Parse(string text)
    {
        var (path, query) = Parts(text);
        var shown = ShownOf(text);
        var attributes = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        Read(path.Split(';', StringSplitOptions.RemoveEmptyEntries), PathNames, attributes, shown);
        Read(query.Split('&', StringSplitOptions.RemoveEmptyEntries), QueryNames, attributes, shown);
        var uri = new Pkcs11Uri(shown, attributes);
        if (uri.Label is null && uri.Id is null)
        {
            throw Refusal(shown, "it names no key", "add object=LABEL or id=%01");
        }

        return uri.Text("slot-id") is { } slot ? uri with { Slot = SlotOf(slot, shown) } : uri;
    }

    public static BuildException Refusal(string subject, string cause, string fix, Exception? inner = null) =>
        new(SigningErrors.TokenFailed, subject, cause, fix, inner);

    private static void Read(string[] parts, string[] names, Dictionary<string, byte[]> attributes, string shown)
    {
        foreach (var part in parts)
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? part : part[..equals];
            if (equals < 0 || !names.Contains(name))
            {
                throw Refusal(shown, $"only {string.Join(", ", names)} are understood in this part of it", "pkcs11:token=TOKEN;object=LABEL?module-path=/usr/lib/softhsm/libsofthsm2.so");
            }

            if (!attributes.TryAdd(name, Decode(part[(equals + 1)..]) ?? throw Refusal(shown, $"{name} is not percent-encoded as it should be", "write %XX with two hexadecimal digits for each byte")))
            {
                throw Refusal(shown, $"{name} stands in it twice", "name it once");
            }
        }
    }

    private static (string Path, string Query) Parts(string text)
    {
        var question = text.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? (text[Scheme.Length..], "") : (text[Scheme.Length..question], text[(question + 1)..]);
    }

    private static ulong SlotOf(string text, string shown) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var slot)
        ? slot
        : throw Refusal(shown, "slot-id is no number", "pkcs11-tool --list-slots lists them");

    private static byte[]? Decode(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '%')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, index, 1));
            }
            else if (index + 2 < text.Length && byte.TryParse(text.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            {
                bytes.Add(octet);
                index += 2;
            }
            else
            {
                return null;
            }
        }

        return [.. bytes];
    }

    private string? Text(string name) => attributes.TryGetValue(name, out var bytes) ? Encoding.UTF8.GetString(bytes) : null;
}
