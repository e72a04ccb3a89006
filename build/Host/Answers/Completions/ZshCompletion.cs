namespace OpenLinux.Host.Answers.Completions;

/// <summary>For zsh, by its own <c>_arguments</c>.</summary>
internal static class ZshCompletion
{
    public static string Of(CompletionWords words) => $$"""
        #compdef {{CompletionScript.Command}}
        # Completes ./build.sh in zsh: source <(./build.sh --completions=zsh)

        _openlinux_build_tasks() {
            local -a tasks=(
        {{string.Join('\n', words.Tasks.Select(task => $"        {Quoted($"{task.Word}:{task.Description}")}"))}}
            )
            _describe task tasks
        }

        _openlinux_build() {
            if (( ${words[(i)--]} < CURRENT )); then
                _default
                return
            fi
            _arguments \
        {{string.Join('\n', words.Options.DistinctBy(option => option.Name).Select(option => $"        {Quoted(Spec(option))} \\"))}}
                '*:task:_openlinux_build_tasks'
        }

        (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
        compdef _openlinux_build {{CompletionScript.Command}}

        """.ReplaceLineEndings("\n");

    /// <summary>'=' takes the value from the same word or the next, '=-' from the same alone; '*' lets the option come again.</summary>
    private static string Spec(OptionWord option)
    {
        var sign = option switch
        {
            { Value: null } => "",
            { HasOptionalValue: true } => "=-",
            _ => "=",
        };
        var value = option.Value is { } name ? $":{(option.HasOptionalValue ? ":" : "")}{Escaped(name)}:{Action(option)}" : "";
        return $"*{option.Name}{sign}[{Escaped(option.Description)}]{value}";
    }

    private static string Action(OptionWord option) => option.Values.Count == 0 ? "_files" : $"({string.Join(' ', option.Values)})";

    private static string Escaped(string text) => string.Concat(text.Select(character => character is '[' or ']' or ':' or '\\' ? $"\\{character}" : $"{character}"));

    private static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
