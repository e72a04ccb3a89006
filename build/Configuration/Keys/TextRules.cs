using OpenLinux.Oci.Naming;

namespace OpenLinux.Configuration.Keys;

/// <summary>
/// The forms of strings that configuration knows. Each pattern and its predicate are held together by a test.
/// The predicates are plain loops: what vectorizes must be compiled at run time, which costs more than all the strings there are.
/// </summary>
public static class TextRules
{
    /// <summary>Goes into tags (at most 128 characters in all), file names and os-release.</summary>
    public static readonly TextRule Version = new(
        "letters, digits, '.', '_' and '-', at most 64, the first a letter or digit (Docker tags allow no others)",
        "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
        text => text.Length is > 0 and <= 64 && char.IsAsciiLetterOrDigit(text[0]) && Only(text, IsVersionCharacter));

    /// <summary>A repository name by the distribution project's reference grammar.</summary>
    public static readonly TextRule Repository = new(
        "a repository name without a tag, such as openlinux or ghcr.io/me/openlinux (lower case)",
        ImageReference.RepositoryPattern,
        ImageReference.IsRepository);

    public static readonly TextRule TagTemplate = new(
        "a Docker tag (letters, digits, '.', '_', '-') that may hold {version}, {arch}, {commit} and {timestamp}",
        TagTemplateGrammar.Pattern,
        TagTemplateGrammar.IsTagTemplate);

    public static readonly TextRule ComponentName = new(
        "the name of a folder under src/lib or src/bin: lower-case letters, digits, '+', '.', '_' and '-'",
        "^[a-z0-9][a-z0-9+._-]*$",
        text => text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && Only(text, IsNameCharacter));

    public static readonly TextRule LayerComponents = new(
        "the components of a layer with a blank between them, such as \"musl busybox\"",
        "^[a-z0-9][a-z0-9+._-]*( [a-z0-9][a-z0-9+._-]*)*$",
        text => Array.TrueForAll(text.Split(' '), name => ComponentName.Accepts(name)));

    /// <summary>Which protocols there are, whoever opens it knows.</summary>
    public static readonly TextRule RemoteAddress = new(
        "an address such as https://cache.example.org/openlinux, or none",
        "^$|^none$|^[a-z]+://[!-~]+$",
        text => text is "" or "none" || (text.IndexOf("://", StringComparison.Ordinal) is > 0 and var end && end + 3 < text.Length
            && Only(text[..end], char.IsAsciiLetterLower) && Only(text, character => character is >= '!' and <= '~')));

    public static readonly TextRule RemoteMode = TextRule.OneOf("read", "write", "readwrite");

    public static readonly TextRule RemoteExecutor = new(
        "grpc://HOST[:PORT], grpcs://HOST[:PORT], or none",
        "^$|^none$|^grpcs?://[!-~]+$",
        text => text is "" or "none"
            || ((text.StartsWith("grpc://", StringComparison.Ordinal) || text.StartsWith("grpcs://", StringComparison.Ordinal))
                && text.Length > text.IndexOf("://", StringComparison.Ordinal) + 3 && Only(text, character => character is >= '!' and <= '~')));

    public static readonly TextRule RemoteFallback = TextRule.OneOf("local", "none");

    public static readonly TextRule RemoteToolchain = new(
        "inputs, or an absolute path", @"^inputs$|^/$|^(/(?!\.{1,2}(/|$))[^/\x00-\x1f]+)+$", text => text == "inputs" || AbsolutePath!.Accepts(text));

    public static readonly TextRule Compression = TextRule.OneOf("gzip", "zstd");

    public static readonly TextRule Owner = new(
        "a component's name, or src/rootfs",
        "^([a-z0-9][a-z0-9+._-]*|src/rootfs)$",
        text => text == "src/rootfs" || ComponentName.Accepts(text));

    /// <summary>Goes into tags, file names and options.</summary>
    public static readonly TextRule ArchitectureName = new(
        "an architecture's name: letters, digits and '_', such as x86_64",
        "^[A-Za-z0-9_]+$",
        text => text.Length > 0 && Only(text, IsWordCharacter));

    public static readonly TextRule AbsolutePath = new(
        "an absolute path without '.', '..' or a slash at its end",
        @"^/$|^(/(?!\.{1,2}(/|$))[^/\x00-\x1f]+)+$",
        text => text == "/" || (text.StartsWith('/') && IsCleanPath(text[1..])));

    public static readonly TextRule RelativePath = new(
        "a relative path without '.' or '..'",
        @"^(?!\.{1,2}(/|$))[^/\x00-\x1f]+(/(?!\.{1,2}(/|$))[^/\x00-\x1f]+)*$",
        IsCleanPath);

    /// <summary>What <c>SourcePattern</c> takes.</summary>
    public static readonly TextRule SourcePattern = new(
        "a relative path without '.' or '..' that may hold *, ?, **, {arch} and {one,other}",
        @"^(?!\.{1,2}(/|$))([^/{},\x00-\x1f]|\{arch\}|\{[^/{},\x00-\x1f]*(,[^/{},\x00-\x1f]*)+\})+(/(?!\.{1,2}(/|$))([^/{},\x00-\x1f]|\{arch\}|\{[^/{},\x00-\x1f]*(,[^/{},\x00-\x1f]*)+\})+)*$",
        IsSourcePattern);

    public static readonly TextRule SourceFolder = new(
        "'.', or a relative path without '..' that may hold {arch}",
        @"^\.$|^(?!\.{1,2}(/|$))[^/\x00-\x1f]+(/(?!\.{1,2}(/|$))[^/\x00-\x1f]+)*$",
        text => text == "." || IsCleanPath(text));

    public static readonly TextRule HeaderFolder = new(
        "usr/include, or a folder below it",
        @"^usr/include(/(?!\.{1,2}(/|$))[^/\x00-\x1f]+)*$",
        text => text == "usr/include" || (text.StartsWith("usr/include/", StringComparison.Ordinal) && IsCleanPath(text)));

    public static readonly TextRule ObjectName = new(
        "the name of an object of lib/, such as crt1.o",
        @"^[A-Za-z0-9_][A-Za-z0-9._-]*\.o$",
        text => text.EndsWith(".o", StringComparison.Ordinal) && text.Length > 2 && IsWordCharacter(text[0]) && Only(text, IsVersionCharacter));

    public static readonly TextRule EnvironmentName = new(
        "the name of an environment variable: letters, digits and '_', no digit first",
        "^[A-Za-z_][A-Za-z0-9_]*$",
        text => text.Length > 0 && !char.IsAsciiDigit(text[0]) && Only(text, IsWordCharacter));

    public static readonly TextRule LabelName = new(
        "a label's name: letters, digits, '.', '_', '/' and '-', such as org.opencontainers.image.title",
        "^[A-Za-z0-9][A-Za-z0-9._/-]*$",
        text => text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && Only(text, IsLabelCharacter));

    /// <summary>Becomes part of one Dockerfile instruction, so it stays on one line.</summary>
    public static readonly TextRule OneLine = new(
        "text on one line",
        @"^[^\x00-\x1f\x7f]*$",
        text => Only(text, character => !char.IsAscii(character) || !char.IsControl(character)));

    public static readonly TextRule Argument = new(
        "a command's argument, not empty",
        @"^[^\x00]+$",
        text => text.Length > 0 && !text.Contains('\0'));

    public static readonly TextRule User = new(
        "a user, or user:group, by name or number; \"\" for root",
        "^([A-Za-z0-9._-]+(:[A-Za-z0-9._-]+)?)?$",
        IsUser);

    public static readonly TextRule Program = new(
        "a program's name or path",
        @"^[^\s\x00]+$",
        text => text.Length > 0 && Only(text, character => !char.IsWhiteSpace(character) && character != '\0'));

    public static readonly TextRule ToolchainChoice = TextRule.OneOf("pinned", "machine");

    public static readonly TextRule HostSystem = new(
        "linux, macos or windows with an architecture behind, such as linux-x86_64",
        "^(linux|macos|windows)-[A-Za-z0-9_]+$",
        text => text.Split('-') is ["linux" or "macos" or "windows", var architecture] && ArchitectureName.Accepts(architecture));

    public static readonly TextRule NpmPackage = new(
        "an npm package with its version, such as @scope/name@1.0.0",
        "^(@[a-z0-9._-]+/)?[a-z0-9._-]+@[A-Za-z0-9][A-Za-z0-9._-]*$",
        IsNpmPackage);

    /// <summary>"-O2 -g" as one string reaches the compiler as one argument, which is never meant.</summary>
    public static readonly TextRule Flag = new(
        "one flag a string: [\"-O2\", \"-g\"], not [\"-O2 -g\"]",
        @"^(?!.*\s-)\S(.*\S)?$",
        IsFlag);

    /// <summary>A word in braces that nothing fills in would reach the compiler as it is.</summary>
    public static readonly TextRule RecipeFlag = new(
        "one flag a string: [\"-O2\", \"-g\"], not [\"-O2 -g\"]; in braces {arch} and {folder} alone",
        @"^(?!.*\s-)(?!.*\{(?!arch\}|folder\})[a-z]+\})\S(.*\S)?$",
        text => IsFlag(text) && !HasUnknownPlace(text));

    public static readonly TextRule Platform = new(
        "an operating system and architecture as Docker writes them: linux/amd64, linux/arm/v7",
        "^[a-z0-9]+/[a-z0-9_]+(/[a-z0-9]+)?$",
        IsPlatform);

    public static readonly TextRule Triple = new(
        "a target triple: x86_64-linux-musl",
        "^[a-z0-9_]+(-[a-z0-9_]+){2,3}$",
        text => text.Split('-') is { Length: 3 or 4 } parts && !parts.Contains("") && Only(text, IsTripleCharacter));

    public static readonly TextRule Sha256 = new(
        "64 lower-case hexadecimal digits",
        "^[0-9a-f]{64}$",
        text => text.Length == 64 && Only(text, char.IsAsciiHexDigitLower));

    public static readonly TextRule WebAddress = new(
        "an http:// or https:// address",
        @"^https?://[A-Za-z0-9\[][!-~]*$",
        IsWebAddress);

    /// <summary>Or a file of this machine, relative to the checkout where its path is.</summary>
    public static readonly TextRule ArchiveAddress = new(
        "an http:// or https:// address, or file: and a path, relative to the checkout or absolute",
        @"^https?://[A-Za-z0-9\[][!-~]*$|^file:[^\x00-\x1f]+$",
        text => IsWebAddress(text) || (text.StartsWith("file:", StringComparison.Ordinal) && text.Length > 5 && Only(text, character => character > '\x1f')));

    /// <summary>It may lead out of the checkout.</summary>
    public static readonly TextRule Place = new(
        "a path, relative to the checkout or absolute",
        @"^[^\x00-\x1f]+$",
        text => text.Length > 0 && Only(text, character => character > '\x1f'));

    public static readonly TextRule GitPlace = new(
        "an address or path as git fetch takes it",
        @"^[^\s\x00-\x1f-][^\s\x00-\x1f]*$",
        text => text.Length > 0 && text[0] != '-' && Only(text, character => !char.IsWhiteSpace(character) && character > '\x1f'));

    public static readonly TextRule Commit = new(
        "a whole commit ID: 40 or 64 lower-case hexadecimal digits",
        "^([0-9a-f]{40}|[0-9a-f]{64})$",
        text => text.Length is 40 or 64 && Only(text, char.IsAsciiHexDigitLower));

    /// <summary>RFC 3986 in its normal form: scheme in lower case, no blanks.</summary>
    public static readonly TextRule Uri = new(
        "a URI, its scheme in lower case, such as https://ci.example.org/openlinux or urn:example:builder",
        "^[a-z][a-z0-9+.-]*:[!-~]+$",
        IsUri);

    /// <summary>The grammar of SPDX 2.3, annex D, which SPDX 3 keeps; the list of licences grows, and is not asked.</summary>
    public static readonly TextRule Licence = new(
        "an SPDX licence expression, such as MIT, GPL-2.0-only WITH Linux-syscall-note or (MIT OR Apache-2.0)",
        LicenceExpression.Pattern,
        LicenceExpression.IsValid);

    public static readonly TextRule NotEmpty = new(
        "text, not empty",
        @"^[^\x00-\x1f\x7f]+$",
        text => text.Length > 0 && OneLine.Accepts(text));

    private static bool IsVersionCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-';

    private static bool IsNameCharacter(char character) => IsLowerOrDigit(character) || character is '+' or '.' or '_' or '-';

    private static bool IsWordCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    private static bool IsLabelCharacter(char character) => IsVersionCharacter(character) || character == '/';

    private static bool IsTripleCharacter(char character) => IsLowerOrDigit(character) || character is '_' or '-';

    private static bool IsLowerOrDigit(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character);

    private static bool Only(string text, Func<char, bool> isAllowed)
    {
        foreach (var character in text)
        {
            if (!isAllowed(character))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsFlag(string text) =>
        text.Length > 0 && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]) && !HasSecondFlag(text);

    private static bool HasUnknownPlace(string text)
    {
        for (var open = text.IndexOf('{'); open >= 0; open = text.IndexOf('{', open + 1))
        {
            var end = open + 1;
            while (end < text.Length && char.IsAsciiLetterLower(text[end]))
            {
                end++;
            }

            if (end > open + 1 && end < text.Length && text[end] == '}' && text[(open + 1)..end] is not ("arch" or "folder"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasSecondFlag(string text)
    {
        for (var index = 1; index < text.Length; index++)
        {
            if (text[index] == '-' && char.IsWhiteSpace(text[index - 1]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCleanPath(string path)
    {
        foreach (var part in path.Split('/'))
        {
            if (part is "" or "." or ".." || !Only(part, character => character > '\x1f'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsNpmPackage(string text)
    {
        var at = text.LastIndexOf('@');
        var names = at > 0 ? text[..at].Split('/') : [];
        return at > 0
            && Version.Accepts(text[(at + 1)..])
            && (names.Length == 1 || (names.Length == 2 && names[0].StartsWith('@')))
            && names.All(name => name.TrimStart('@').Length > 0)
            && Only(names[^1], IsNpmCharacter)
            && (names.Length == 1 || Only(names[0][1..], IsNpmCharacter));
    }

    private static bool IsNpmCharacter(char character) => IsLowerOrDigit(character) || character is '.' or '_' or '-';

    /// <summary>A brace holds "arch", or alternatives without a folder in them.</summary>
    private static bool IsSourcePattern(string text)
    {
        var isOpen = false;
        var opened = 0;
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '{' when isOpen:
                case '}' when !isOpen:
                case ',' when !isOpen:
                case '/' when isOpen:
                    return false;
                case '{':
                    (isOpen, opened) = (true, at + 1);
                    break;
                case '}' when text[opened..at] is var inner && inner != "arch" && !inner.Contains(','):
                    return false;
                case '}':
                    isOpen = false;
                    break;
            }
        }

        return !isOpen && IsCleanPath(text);
    }

    private static bool IsWebAddress(string text)
    {
        var host = text.StartsWith("https://", StringComparison.Ordinal) ? 8 : text.StartsWith("http://", StringComparison.Ordinal) ? 7 : text.Length;
        return host < text.Length
            && (char.IsAsciiLetterOrDigit(text[host]) || text[host] == '[')
            && Only(text, character => character is >= '!' and <= '~');
    }

    private static bool IsUri(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            && colon < text.Length - 1
            && char.IsAsciiLetterLower(text[0])
            && Only(text[..colon], character => IsLowerOrDigit(character) || character is '+' or '.' or '-')
            && Only(text[(colon + 1)..], character => character is >= '!' and <= '~');
    }

    private static bool IsUser(string text)
    {
        var parts = text.Split(':');
        return text.Length == 0
            || (parts.Length <= 2 && parts.All(part => part.Length > 0 && Only(part, IsVersionCharacter)));
    }

    private static bool IsPlatform(string text)
    {
        var parts = text.Split('/');
        return parts.Length is 2 or 3
            && parts.All(part => part.Length > 0 && Only(part, IsTripleCharacter) && !part.Contains('-'))
            && !parts[0].Contains('_') && (parts.Length == 2 || !parts[2].Contains('_'));
    }
}

/// <summary>What a string must look like.</summary>
/// <param name="Expected">For messages: "an absolute path".</param>
/// <param name="Pattern">The same as a regular expression, for the JSON schema alone: compiling one would cost the start-up dearly.</param>
/// <param name="Accepts">Decides, and may be stricter than the pattern.</param>
public sealed record TextRule(string Expected, string Pattern, Func<string, bool> Accepts)
{
    /// <summary>All that it accepts, where that can be listed; else none.</summary>
    public IReadOnlyList<string> Choices { get; private init; } = [];

    public static TextRule OneOf(params string[] choices) =>
        new($"{string.Join(", ", choices[..^1])} or {choices[^1]}", $"^({string.Join('|', choices)})$", text => Array.IndexOf(choices, text) >= 0) { Choices = choices };
}
