using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;
using OpenLinux.Configuration.Loading;
using OpenLinux.Host.Errors;
using OpenLinux.Host.Pipeline;

namespace OpenLinux.Host.Cli;

/// <summary>
/// Splits the command line into Cake's options, ours and overrides of configuration keys. Takes a task's bare name, "--name=value",
/// "--name value", "-t value" and "--" before a command. <c>--version=1.0.0-custom</c> is a configuration key; <c>--version</c> alone is a question.
/// </summary>
public sealed class ArgumentParser
{
    private readonly List<string> targets = [];
    private readonly List<string> forCake = [];
    private readonly Dictionary<string, IReadOnlyList<string>> values = new(StringComparer.Ordinal);
    private readonly List<KeyValuePair<string, string>> overrides = [];
    private readonly List<string> words = [];

    /// <exception cref="BuildException">An unknown option, a missing value or a stray argument.</exception>
    public static HostArguments Parse(IReadOnlyList<string> args)
    {
        var end = args.TakeWhile(argument => argument != "--").Count();
        return new ArgumentParser().Parse(new Queue<string>(args.Take(end)), [.. args.Skip(end + 1)]);
    }

    private HostArguments Parse(Queue<string> rest, IReadOnlyList<string> command)
    {
        while (rest.TryDequeue(out var argument))
        {
            Take(argument, rest);
        }

        if (targets.Count == 0)
        {
            targets.Add("Docker");
        }

        return OptionTable.Questions.Any(values.ContainsKey)
            ? new HostArguments(targets, forCake, values, overrides, ImageMode.All[0], command)
            : Checked(command);
    }

    private HostArguments Checked(IReadOnlyList<string> command)
    {
        OptionUse.Check(targets, values, command);
        VerifySignatureIfAsked();
        var mode = ImageModeSelection.Of(targets, values.TryGetValue("docker-mode", out var modes) ? modes[^1] : null);
        if (values.TryGetValue("tarball", out var tarballs))
        {
            VetAlone(tarballs[^1]);
        }

        forCake.AddRange(TargetOrder.Of(targets, values.ContainsKey("exclusive")).Select(target => $"--target={target}"));

        return new HostArguments(targets, forCake, values, overrides, mode, command);
    }

    /// <summary>But for tasks, only an image to verify stands alone among the options.</summary>
    private void VerifySignatureIfAsked()
    {
        var key = values.TryGetValue(SignatureTarget.Option, out var keys) ? keys[^1] : null;
        if (SignatureTarget.IsAskedFor(targets, key, words, values.ContainsKey(VerifiedSelection.AllOption)))
        {
            targets[0] = SignatureTarget.Task;
            values[SignatureTarget.Image] = [words[0]];
        }
        else if (words is [var word, ..])
        {
            throw Stray(word);
        }
    }

    /// <summary>Someone else's tarball is vetted as it is: what Inspect otherwise depends on would only build one of ours.</summary>
    private void VetAlone(string tarball)
    {
        if (targets is not ["Inspect"])
        {
            throw new BuildException(
                HostErrors.BadOptionValue,
                $"--tarball={tarball}",
                $"It is what Inspect vets; {string.Join(", ", targets)} has no use for it.",
                $"./build.sh --target=Inspect --tarball={tarball}");
        }

        if (values.TryAdd("exclusive", ["true"]))
        {
            forCake.Add("--exclusive");
        }
    }

    private void Take(string argument, Queue<string> rest)
    {
        var isLong = argument.StartsWith("--", StringComparison.Ordinal);
        if (!isLong && (argument.Length < 2 || argument[0] != '-'))
        {
            TakeWord(argument);
            return;
        }

        var (name, given) = Split(argument[(isLong ? 2 : 1)..]);
        var value = given ?? (NextIsValue(rest) ? rest.Peek() : null);
        var option = isLong ? OptionTable.Find(name) : OptionTable.FindShort(name);

        // Cake's flags take an explicit true or false, but never swallow the next argument.
        if (option is { TakesValue: false })
        {
            TakeFlag(option, given);
        }
        else if (option is null && name is "version" or "ver" && value is null)
        {
            values[OptionTable.Version.Name] = ["true"];
        }
        else if (option is null && !(isLong && ConfigurationKeys.Find(name) is not null))
        {
            throw Unknown(argument, name);
        }
        else
        {
            if (given is null && value is not null)
            {
                rest.Dequeue();
            }

            TakeValue(option, name, value ?? (option is { HasOptionalValue: true } ? "" : throw MissingValue(argument)));
        }
    }

    /// <summary>A word alone is a task: "docker" is "--target=Docker". Another one may be the image that is verified.</summary>
    private void TakeWord(string word)
    {
        if (TaskCatalog.Contains(word))
        {
            TakeValue(OptionTable.Target, OptionTable.Target.Name, word);
        }
        else
        {
            words.Add(word);
        }
    }

    private void TakeFlag(Option option, string? given)
    {
        if (given is not null && !bool.TryParse(given, out _))
        {
            throw new BuildException(
                HostErrors.BadOptionValue, $"--{option.Name}={given}", "It is a flag and takes no value.", $"--{option.Name}");
        }

        if (given is not null && !bool.Parse(given))
        {
            return;
        }

        if (option.Name == RepeatTarget.Option)
        {
            targets.Add(RepeatTarget.Task);
            return;
        }

        values[option.Name] = ["true"];
        if (option.ForCake)
        {
            forCake.Add($"--{option.Name}");
        }
    }

    private void TakeValue(Option? option, string name, string value)
    {
        if (option is null)
        {
            overrides.Add(KeyValuePair.Create(name, value));
            return;
        }

        if (value.Length == 0 && !option.HasOptionalValue)
        {
            throw MissingValue($"--{option.Name}");
        }

        values[option.Name] = [.. values.GetValueOrDefault(option.Name, []), value];
        switch (option.Name)
        {
            case "target":
                targets.Add(SignatureTarget.NameOf(TaskCatalog.NameOf(value)));
                break;
            case JobsSelection.Option:
                JobsSelection.Of(value);
                break;
            case VerifiedSelection.Option:
                VerifiedSelection.Of(value);
                break;
            case ProgressSelection.Option:
                ProgressSelection.Of(value);
                break;
            case SandboxSelection.Option:
                SandboxSelection.Of(value);
                break;
            case "verbosity":
                forCake.Add($"--verbosity={VerbosityLevel.NameOf(value)}");
                break;
        }
    }

    private static (string Name, string? Value) Split(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is var at and >= 0 ? (text[..at], text[(at + 1)..]) : (text, null);

    private static bool NextIsValue(Queue<string> rest) => rest.TryPeek(out var next) && !next.StartsWith('-');

    private BuildException Stray(string word)
    {
        var nearest = Nearest.To(word, TaskCatalog.Names);
        return new BuildException(
            HostErrors.StrayArgument,
            $"'{word}'",
            nearest is null
                ? "A word alone is a task, and there is none of that name; a command to run in the image stands after a lone '--'."
                : $"A word alone is a task, and there is none of that name; the nearest is {nearest}.",
            OptionTable.Find(word) is { } option ? $"./build.sh --{option.Name}"
            : nearest is not null && !targets.Contains("Run") ? $"./build.sh {nearest.ToLowerInvariant()}"
            : $"./build.sh run -- {word}   or   ./build.sh --help");
    }

    private static BuildException Unknown(string argument, string name)
    {
        var nearest = Nearest.To(name, OptionTable.AllNames);
        return new BuildException(
            HostErrors.UnknownOption,
            argument,
            nearest is null ? "There is no such option." : $"There is no such option; the nearest is --{nearest}.",
            "./build.sh --help lists all.");
    }

    private static BuildException MissingValue(string argument) => new(
        HostErrors.BadOptionValue, argument, "It needs a value.", $"{argument}=VALUE; ./build.sh --help shows what it takes.");
}
