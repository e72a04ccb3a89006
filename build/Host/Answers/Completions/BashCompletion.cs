namespace OpenLinux.Host.Answers.Completions;

/// <summary>For bash 3.2 and later. Words are those of the line, as bash itself parts them at '=' as well.</summary>
internal static class BashCompletion
{
    public static string Of(CompletionWords words) => $$"""
        # Completes ./build.sh in bash: eval "$(./build.sh --completions=bash)"

        _openlinux_build_values() {
            case $1 in
        {{Values(words)}}
            *) echo '{{string.Join(' ', words.Tasks.Select(task => task.Word))}}' ;;
            esac
        }

        _openlinux_build() {
            local IFS=$' \t\n'
            local line=${COMP_LINE:0:COMP_POINT}
            local current=${line##*[[:space:]]}
            local before=${line%"$current"}
            COMPREPLY=()
            case $before in *[[:space:]]--[[:space:]]*) return ;; esac
            case $current in
            --*=*)
                local start=
                case $COMP_WORDBREAKS in *=*) ;; *) start=${current%%=*}= ;; esac
                COMPREPLY=($(compgen -P "$start" -W "$(_openlinux_build_values "${current%%=*}")" -- "${current#*=}"))
                return ;;
            -*)
                COMPREPLY=($(compgen -W '{{string.Join(' ', words.Options.SelectMany(Forms).Distinct())}}' -- "$current"))
                case ${COMPREPLY[0]-} in *=) compopt -o nospace 2>/dev/null ;; esac
                return ;;
            esac
            before=${before%"${before##*[![:space:]]}"}
            local previous=${before##*[[:space:]]}
            case $previous in
            --*=*) previous= ;;
            -t) previous=--target ;;
            -v) previous=--verbosity ;;
            esac
            COMPREPLY=($(compgen -W "$(_openlinux_build_values "$previous")" -- "$current"))
        }

        complete -o default -F _openlinux_build {{CompletionScript.Command}}

        """.ReplaceLineEndings("\n");

    /// <summary>Nothing for values that cannot be listed: then bash goes on to files.</summary>
    private static string Values(CompletionWords words) => string.Join('\n', words.Options
        .Where(option => option.Value is not null)
        .GroupBy(option => string.Join(' ', option.Values), option => option.Name, StringComparer.Ordinal)
        .Select(group => $"    {string.Join('|', group.Distinct())}) echo '{group.Key}' ;;"));

    private static IEnumerable<string> Forms(OptionWord option) => option switch
    {
        { Value: null } => [option.Name],
        { HasOptionalValue: true } => [option.Name, $"{option.Name}="],
        _ => [$"{option.Name}="],
    };
}
