# Puts a run's summary on its pull request: one comment, written anew by each run. For a workflow that follows another (workflow_run) and
# may write, where the first one, of a fork, may not. So nothing of the artifact is believed: it is taken for a text, of so many bytes,
# and which pull request it belongs to is asked of GitHub, by the commit that was run.
#
#   GITHUB_TOKEN        may read actions, and write pull requests
#   GITHUB_EVENT_PATH, GITHUB_REPOSITORY, GITHUB_API_URL   as a runner sets them
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Set-StrictMode -Version Latest

$artifactName = 'openlinux-summary'
$mark = '<!-- openlinux-build: summary -->'
$mostArchiveBytes = 1MB
$mostTextBytes = 60000 # GitHub takes 65,536 characters
$mostPages = 20
$repository = "$env:GITHUB_API_URL/repos/$env:GITHUB_REPOSITORY"
$run = (Get-Content -Raw -LiteralPath $env:GITHUB_EVENT_PATH | ConvertFrom-Json).workflow_run

function Invoke-Api($method, $address, $body) {
    $call = @{
        Method = $method
        Uri = $address
        Headers = @{ Authorization = "Bearer $env:GITHUB_TOKEN"; Accept = 'application/vnd.github+json'; 'X-GitHub-Api-Version' = '2022-11-28' }
        MaximumRetryCount = 2
        RetryIntervalSec = 2
        TimeoutSec = 30
    }
    if ($null -ne $body) {
        $call.Body = [Text.Encoding]::UTF8.GetBytes((ConvertTo-Json $body))
        $call.ContentType = 'application/json'
    }
    Invoke-RestMethod @call
}

function Find-Artifact {
    $found = @((Invoke-Api GET "$repository/actions/runs/$([long] $run.id)/artifacts?name=$artifactName&per_page=100").artifacts | Where-Object { $_.name -eq $artifactName })
    if ($found.Count -eq 0) { return }
    $newest = $found | Sort-Object { [long] $_.id } | Select-Object -Last 1
    if ([long] $newest.size_in_bytes -gt $mostArchiveBytes) { throw "the artifact $artifactName has $($newest.size_in_bytes) bytes, and a summary never more than $mostArchiveBytes" }
    $newest
}

# The archive lies elsewhere, at an address that tells who may have it: .NET sends the token to GitHub alone, and not on.
function Get-Archive($artifact) {
    $client = [Net.Http.HttpClient]::new()
    try {
        $client.MaxResponseContentBufferSize = $mostArchiveBytes
        $client.Timeout = [TimeSpan]::FromSeconds(60)
        $client.DefaultRequestHeaders.UserAgent.ParseAdd('openlinux-build')
        $request = [Net.Http.HttpRequestMessage]::new('Get', "$repository/actions/artifacts/$([long] $artifact.id)/zip")
        $request.Headers.Authorization = [Net.Http.Headers.AuthenticationHeaderValue]::new('Bearer', $env:GITHUB_TOKEN)
        $answer = $client.SendAsync($request).GetAwaiter().GetResult()
        , $answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync().GetAwaiter().GetResult()
    }
    finally { $client.Dispose() }
}

# Of whatever is in it the beginning of one file, however large that says it is.
function Read-Summary([byte[]] $bytes) {
    $archive = [IO.Compression.ZipArchive]::new([IO.MemoryStream]::new($bytes))
    try {
        $entry = $archive.GetEntry('summary.txt')
        if ($null -eq $entry) { throw "the artifact $artifactName has no summary.txt" }
        $buffer = [byte[]]::new($mostTextBytes)
        $stream = $entry.Open()
        try { $length = $stream.ReadAtLeast($buffer, $buffer.Length, $false) } finally { $stream.Dispose() }
        [Text.Encoding]::UTF8.GetString($buffer, 0, $length)
    }
    finally { $archive.Dispose() }
}

# In a fence that is longer than any within, where no word is a link, an image or somebody's name; without what has no glyph or turns the line around.
function Format-Comment($text) {
    $text = $text -replace "`r`n?", "`n" -replace '[\p{Cc}\p{Cf}-[\n\t]]', ''
    $longest = [regex]::Matches($text, '`{3,}') | ForEach-Object Length | Measure-Object -Maximum
    $fence = '`' * [Math]::Max(3, 1 + [int] $longest.Maximum)
    "$mark`n### OpenLinux Build of $(([string] $run.head_sha).Substring(0, 12))`n`n${fence}diff`n$($text.TrimEnd())`n$fence`n`n[The run]($($run.html_url))`n"
}

# A branch has moved on where no pull request has this commit: the run of the next one will tell.
function Find-PullRequests {
    $head = [Uri]::EscapeDataString("$($run.head_repository.owner.login):$($run.head_branch)")
    @(Invoke-Api GET "$repository/pulls?state=open&per_page=100&head=$head" | ForEach-Object { $_ } | Where-Object { $_.head.sha -eq $run.head_sha })
}

# Ours alone: anybody can write a comment that begins as ours does.
function Find-Comment($number) {
    foreach ($page in 1..$mostPages) {
        $comments = @(Invoke-Api GET "$repository/issues/$number/comments?per_page=100&page=$page" | ForEach-Object { $_ })
        $own = $comments | Where-Object { $_.user.login -eq 'github-actions[bot]' -and $_.body.StartsWith($mark, [StringComparison]::Ordinal) } | Select-Object -First 1
        if ($own) { return $own }
        if ($comments.Count -lt 100) { return }
    }
}

try {
    $artifact = Find-Artifact
    if (-not $artifact) { Write-Host 'The run left no summary.'; exit 0 }
    $pulls = @(Find-PullRequests)
    if ($pulls.Count -eq 0) { Write-Host "No open pull request has the commit $($run.head_sha)."; exit 0 }
    $comment = @{ body = Format-Comment (Read-Summary (Get-Archive $artifact)) }
    foreach ($pull in $pulls) {
        $number = [long] $pull.number
        $own = Find-Comment $number
        if ($own) { $null = Invoke-Api PATCH "$repository/issues/comments/$([long] $own.id)" $comment }
        else { $null = Invoke-Api POST "$repository/issues/$number/comments" $comment }
        Write-Host "The summary is on pull request $number."
    }
}
catch {
    Write-Host "::error title=OpenLinux Build::The summary could not be put on the pull request: $("$_" -replace '%', '%25' -replace "`r", '%0D' -replace "`n", '%0A')"
    exit 1
}
