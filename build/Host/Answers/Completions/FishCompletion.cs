namespace OpenLinux.Host.Answers.Completions;

/// <summary>For fish 3 and later.</summary>
internal static class FishCompletion
{
    private const string Complete = $"complete -c {CompletionScript.Command} -n 'not __openlinux_build_in_command'";

    public static string Of(CompletionWords words) => $$"""
        # Completes ./build.sh in fish: ./build.sh --completions=fish | source

        function __openlinux_build_in_command
            contains -- -- (commandline -opc)
        end

        {{Complete}} -f
        {{string.Join('\n', words.Tasks.Select(task => $"{Complete} -a {task.Word} -d {Quoted(task.Description)}"))}}
        {{string.Join('\n', words.Options.DistinctBy(option => option.Name).Select(Line))}}

        """.ReplaceLineEndings("\n");

    private static string Line(OptionWord option)
    {
        var value = option switch
        {
            { Value: null } => "",
            { Values.Count: 0, HasOptionalValue: true } => "",
            { Values.Count: 0 } => " -r -F",
            { HasOptionalValue: true } => $" -f -a {Quoted(string.Join(' ', option.Values))}",
            _ => $" -x -a {Quoted(string.Join(' ', option.Values))}",
        };
        return $"{Complete} -l {option.Name[2..]}{value} -d {Quoted(option.Description)}";
    }

    private static string Quoted(string text) =>
        $"'{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";
}
