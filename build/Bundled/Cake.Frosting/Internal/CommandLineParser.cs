using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>
/// Reads a command line as Cake Frosting's does: <c>--name=value</c>, <c>--name:value</c>, <c>--name value</c>, <c>--flag</c>, <c>-abc</c>.
/// What the host does not know becomes an argument of the build; after <c>--</c>, everything does that looks like an option.
/// </summary>
internal sealed class CommandLineParser
{
    private readonly string[] _args;
    private readonly List<string> _targets = [];
    private readonly List<Argument> _arguments = [];
    private int _position;
    private bool _verbatim;
    private HostAction _action;
    private DirectoryPath? _workingDirectory;
    private Verbosity _verbosity = Verbosity.Normal;
    private bool _exclusive;

    private CommandLineParser(IEnumerable<string> args) => _args = [.. args];

    /// <exception cref="FrostingException">The command line makes no sense.</exception>
    public static CommandLine Parse(IEnumerable<string> args) => new CommandLineParser(args).Parse();

    private CommandLine Parse()
    {
        while (_position < _args.Length)
        {
            ParseNext(_args[_position++]);
        }

        if (_targets.Count == 0)
        {
            _targets.Add("Default");
        }

        // The targets are arguments as well: Argument("target", …) must see them.
        _arguments.AddRange(_targets.Select(target => new Argument("target", target)));
        var lookup = _arguments.ToLookup(argument => argument.Name, argument => argument.Value!, StringComparer.OrdinalIgnoreCase);
        return new CommandLine(_action, _targets, _workingDirectory, _verbosity, _exclusive, new CakeArguments(lookup));
    }

    private void ParseNext(string arg)
    {
        if (arg == "--" && !_verbatim)
        {
            _verbatim = true;
        }
        else if (arg.StartsWith("--", StringComparison.Ordinal))
        {
            ParseLong(arg);
        }
        else if (IsOption(arg))
        {
            ParseShort(arg);
        }
        else if (!_verbatim)
        {
            throw new FrostingException($"Unknown command '{arg}'.");
        }
    }

    private void ParseLong(string arg)
    {
        var (name, value) = Split(arg.TrimStart('-'));
        if (name.Length < 2 || !(char.IsAsciiLetter(name[0]) || name[0] == '_') || !name.All(IsNameCharacter))
        {
            throw new FrostingException($"Invalid long option name: '{arg}'.");
        }

        Apply(name, value, mayTakeNext: true);
    }

    private void ParseShort(string arg)
    {
        var (names, value) = Split(arg[1..]);
        if (names.Length == 0 || !names.All(char.IsAsciiLetter))
        {
            throw new FrostingException($"Short option does not have a valid name: '{arg}'.");
        }

        foreach (var name in names[..^1])
        {
            Apply(name.ToString(), value: null, mayTakeNext: false);
        }

        Apply(names[^1..], value, mayTakeNext: names.Length == 1);
    }

    private void Apply(string name, string? value, bool mayTakeNext)
    {
        var option = _verbatim ? null : HostOption.Find(name);
        if (option is null)
        {
            _arguments.Add(new Argument(name, value ?? (mayTakeNext ? TakeValue() : null)));
        }
        else if (option.IsFlag)
        {
            ApplyFlag(option, value ?? (mayTakeNext ? TakeBoolean() : null));
        }
        else
        {
            ApplyValue(option, value ?? (mayTakeNext ? TakeValue() : null));
        }
    }

    private void ApplyFlag(HostOption option, string? value)
    {
        var set = value is null || (bool.TryParse(value, out var parsed)
            ? parsed
            : throw new FrostingException($"Flags cannot be assigned a value: '{option.Names[0]}' is one, '{value}' is not true or false."));
        if (option == HostOption.Exclusive)
        {
            _exclusive = set;
        }
        else if (set && option.Action > _action)
        {
            _action = option.Action.Value;
        }
    }

    private void ApplyValue(HostOption option, string? value)
    {
        if (value is null)
        {
            throw new FrostingException($"Option '{option.Names[0]}' is defined but no value has been provided.");
        }

        if (option == HostOption.Target)
        {
            _targets.Add(value);
        }
        else if (option == HostOption.Working)
        {
            _workingDirectory = new DirectoryPath(value);
        }
        else
        {
            _verbosity = ParseVerbosity(value);
        }
    }

    private static Verbosity ParseVerbosity(string value) => value.ToUpperInvariant() switch
    {
        "Q" or "QUIET" => Verbosity.Quiet,
        "M" or "MINIMAL" => Verbosity.Minimal,
        "N" or "NORMAL" => Verbosity.Normal,
        "V" or "VERBOSE" => Verbosity.Verbose,
        "D" or "DIAGNOSTIC" => Verbosity.Diagnostic,
        _ => throw new FrostingException($"Failed to convert '{value}' to Verbosity."),
    };

    private string? TakeValue() =>
        _position < _args.Length && !IsOption(_args[_position]) ? _args[_position++] : null;

    private string? TakeBoolean() =>
        _position < _args.Length && bool.TryParse(_args[_position], out _) ? _args[_position++] : null;

    /// <summary>A dash makes an option, unless a digit follows: then it is a negative number.</summary>
    private static bool IsOption(string arg) => arg.StartsWith('-') && !(arg.Length > 1 && char.IsAsciiDigit(arg[1]));

    private static bool IsNameCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_';

    private static (string Name, string? Value) Split(string text)
    {
        var separator = text.AsSpan().IndexOfAny('=', ':');
        if (separator < 0)
        {
            return (text, null);
        }

        return separator + 1 < text.Length
            ? (text[..separator], text[(separator + 1)..])
            : throw new FrostingException($"Expected an option value after '{text}'.");
    }
}
