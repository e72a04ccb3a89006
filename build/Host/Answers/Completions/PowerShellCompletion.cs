namespace OpenLinux.Host.Answers.Completions;

/// <summary>For Windows PowerShell 5.1 and PowerShell 7.</summary>
internal static class PowerShellCompletion
{
    public static string Of(CompletionWords words) => $$"""
        # Completes ./build.ps1 in PowerShell: ./build.ps1 --completions=powershell | Out-String | Invoke-Expression

        Register-ArgumentCompleter -Native -CommandName 'build.ps1', '{{CompletionScript.Command}}' -ScriptBlock {
            param($word, $ast, $cursor)
            $tasks = [ordered]@{
        {{Table(words.Tasks.Select(task => (task.Word, Quoted(task.Description))))}}
            }
            $options = [ordered]@{
        {{Table(words.Options.DistinctBy(option => option.Name).Select(option => (option.Name, Quoted(option.Description))))}}
            }
            $values = @{
        {{Table(words.Options.Where(option => option.Value is not null).DistinctBy(option => option.Name).Select(option => (option.Name, $"@({string.Join(", ", option.Values.Select(Quoted))})")))}}
            }
            $typed = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { $_.Extent.Text })
            if ($typed -contains '--') { return }
            function Get-Result($text, $tip) {
                [Management.Automation.CompletionResult]::new($text, $text, 'ParameterValue', $tip)
            }
            if ($word -match '^(--[^=]+)=(.*)$') {
                $start = $Matches[1]
                $values[$start] | Where-Object { $_ -like "$($Matches[2])*" } | ForEach-Object { Get-Result "$start=$_" $_ }
            }
            elseif ($word -like '-*') {
                $options.Keys | Where-Object { $_ -like "$word*" } | ForEach-Object { Get-Result $(if ($values.ContainsKey($_)) { "$_=" } else { $_ }) $options[$_] }
            }
            elseif ($typed.Count -gt 1 -and $values.ContainsKey($typed[-1])) {
                $values[$typed[-1]] | Where-Object { $_ -like "$word*" } | ForEach-Object { Get-Result $_ $_ }
            }
            else {
                $tasks.Keys | Where-Object { $_ -like "$word*" } | ForEach-Object { Get-Result $_ $tasks[$_] }
            }
        }

        """.ReplaceLineEndings("\n");

    private static string Table(IEnumerable<(string Key, string Value)> rows) =>
        string.Join('\n', rows.Select(row => $"        {Quoted(row.Key)} = {row.Value}"));

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
