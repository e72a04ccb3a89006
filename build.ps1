# Runs the build host (build/Host), as build.sh does: finds or installs a .NET SDK, compiles the host once for each hash of
# its sources, and hands it all arguments. For Windows PowerShell 5.1 and PowerShell 7. See build.sh for the reasons.
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$cache = Join-Path $root '.cache'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_SYSTEM_GLOBALIZATION_INVARIANT = '1'
$env:DOTNET_EnableWriteXorExecute = '0' # as build.sh
if (-not $env:DOTNET_EnableDiagnostics) { $env:DOTNET_EnableDiagnostics = '0' }
$onWindows = $env:OS -eq 'Windows_NT'
$exe = if ($onWindows) { 'dotnet.exe' } else { 'dotnet' }

# build/Host/Errors/EntryPointErrors.cs declares the codes.
function Stop-Build($code, $title, $cause, $fix) {
    [Console]::Error.WriteLine("${code}: $title`n  cause: $cause`n  fix:   $fix")
    exit 1
}

# The words as they were typed. Where PowerShell itself parses them it makes a list of a,b and swallows the first bare --;
# where they come from another program, by -File, it does neither.
function Get-Words($given, $call) {
    $words = @($given | ForEach-Object { $_ -join ',' })
    if ($call) {
        $tokens = $problems = $null
        $typed = [Management.Automation.Language.Parser]::ParseInput($call.Position.Text, [ref] $tokens, [ref] $problems)
        $command = $typed.Find({
                $args[0] -is [Management.Automation.Language.CommandAst] -and
                ($args[0].InvocationOperator -ne 'Unknown' -or $args[0].CommandElements[0].Extent.Text -like '*build*') }, $true)
        $elements = @($command.CommandElements | Select-Object -Skip 1)
        $at = 0..$elements.Count | Where-Object { $elements[$_] -is [Management.Automation.Language.CommandParameterAst] -and $elements[$_].Extent.Text -eq '--' } | Select-Object -First 1
        if ($null -ne $at) {
            $after = @($elements | Select-Object -Skip ($at + 1))
            if (-not ($after | Where-Object { $_.Splatted })) { $at = $words.Count - $after.Count }
            $words = @($words | Select-Object -First $at) + '--' + @($words | Select-Object -Skip $at)
        }
    }
    , $words
}

# Runs the SDK in the repository, where global.json holds; its output goes to $log, its exit code to $LASTEXITCODE.
function Invoke-Sdk($dotnet, $log, [string[]] $arguments, [switch] $Shown) {
    $ErrorActionPreference = 'Continue' # 5.1 takes each line on standard error for a failure
    Push-Location -LiteralPath $root
    try {
        if ($Shown) { & $dotnet $arguments 2>&1 | Show-Compile | Out-File -LiteralPath $log }
        else { & $dotnet $arguments *> $log }
    }
    finally { Pop-Location }
}

function Get-HostKey($flavour) {
    $folders = Get-ChildItem -LiteralPath "$root/build" -Recurse -Depth 2 -Filter *.csproj | ForEach-Object { $_.DirectoryName }
    $files = @(Get-ChildItem -LiteralPath $folders -Recurse -File | ForEach-Object { $_.FullName })
    $files += @(Get-ChildItem -LiteralPath "$root/build" -Recurse -Depth 1 -Filter *.props | ForEach-Object { $_.FullName })
    foreach ($name in 'build.ps1', 'global.json', 'Directory.Build.props', 'Directory.Build.targets', 'Directory.Packages.props',
        'OpenLinux.slnx', 'nuget.config') {
        if (Test-Path -LiteralPath "$root/$name") { $files += (Join-Path $root $name) }
    }
    $sha = [Security.Cryptography.SHA256]::Create()
    $lines = foreach ($file in $files | Sort-Object -Unique) {
        $path = $file.Substring($root.Length).Replace('\', '/')
        if ($path -notmatch '/(bin|obj)/|\.md$') { "$path " + [BitConverter]::ToString($sha.ComputeHash([IO.File]::ReadAllBytes($file))) }
    }
    $text = (@($lines) + "CakePackages=$flavour" + "OS=$onWindows" + "CPU=$env:PROCESSOR_ARCHITECTURE") -join "`n"
    [BitConverter]::ToString($sha.ComputeHash([Text.Encoding]::UTF8.GetBytes($text))).Replace('-', '').ToLowerInvariant()
}

function Find-Sdk {
    $onPath = Get-Command dotnet -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    $candidates = @()
    if ($onPath) { $candidates += $onPath.Source }
    if ($env:DOTNET_ROOT) { $candidates += Join-Path $env:DOTNET_ROOT $exe }
    $candidates += Join-Path (Join-Path $cache 'dotnet') $exe
    foreach ($dotnet in $candidates) {
        if (Test-Path -LiteralPath $dotnet) {
            Invoke-Sdk $dotnet "$cache/host.log" @('--version')
            if ($LASTEXITCODE -eq 0) { return $dotnet }
        }
    }
}

function Install-Sdk {
    [Console]::Error.WriteLine('No .NET SDK that satisfies global.json: installing one into .cache/dotnet.')
    $byHand = 'check the network, or install the .NET SDK that global.json names and run this again'
    $script = Join-Path $cache 'dotnet-install.ps1'
    try {
        [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
        Invoke-WebRequest -UseBasicParsing -Uri 'https://dot.net/v1/dotnet-install.ps1' -OutFile $script
        & $script -JSonFile "$root/global.json" -InstallDir "$cache/dotnet" -NoPath *> "$cache/host.log"
    }
    catch { Stop-Build 'OL001' 'the .NET SDK cannot be installed' $_.Exception.Message $byHand }
    $dotnet = Join-Path (Join-Path $cache 'dotnet') $exe
    if (Test-Path -LiteralPath $dotnet) {
        Invoke-Sdk $dotnet "$cache/host.log" @('--version')
        if ($LASTEXITCODE -eq 0) { return $dotnet }
    }
    Stop-Build 'OL001' 'the .NET SDK cannot be installed' "what was installed does not run: $(Get-Content -Raw "$cache/host.log")" $byHand
}

function Get-Flavour($dotnet) {
    $probe = Join-Path $cache 'cake-packages.probe'
    New-Item -ItemType Directory -Force $probe | Out-Null
    Set-Content -LiteralPath "$probe/Probe.csproj" -Value '<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Cake.Frosting" /><PackageReference Include="Cake.Docker" /></ItemGroup></Project>'
    Invoke-Sdk $dotnet "$cache/host.log" @('restore', "$probe/Probe.csproj", '-v:quiet', '-nologo', '-nodeReuse:false', '-p:NuGetAudit=false', "-p:ArtifactsPath=$probe")
    if ($LASTEXITCODE -eq 0) { $flavour = 'nuget' }
    elseif ((Select-String -Quiet -LiteralPath "$cache/host.log" -Pattern 'NU1\d\d\d') -and
        -not (Select-String -Quiet -LiteralPath "$cache/host.log" -Pattern 'NU13\d\d')) { $flavour = 'bundled' }
    else { $flavour = 'bundled in doubt' } # No answer: the next compile asks again.
    [IO.File]::WriteAllText("$cache/cake-packages", "$flavour`n") # build.sh reads it, too
    ($flavour -split ' ')[0]
}

# On a terminal: how long the compile has taken, what it took before, and what was compiled last.
function Show-Compile {
    begin {
        $shown = -not [Console]::IsErrorRedirected -and -not $env:CI -and $env:TERM -ne 'dumb'
        $usual = if (Test-Path -LiteralPath "$cache/host.seconds") { " of about $(Get-Content -LiteralPath "$cache/host.seconds" -TotalCount 1) s" }
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $columns = 79
        try { $columns = [Math]::Max([Console]::WindowWidth, 20) - 1 } catch { $columns = 79 }
    }
    process {
        $_
        if ($shown -and "$_" -match '^ *([A-Za-z.]+) -> ') {
            $line = "  $([int] $clock.Elapsed.TotalSeconds) s${usual}: $($Matches[1])".PadRight($columns)
            [Console]::Error.Write("`r" + $line.Substring(0, $columns))
        }
    }
    end { if ($shown) { [Console]::Error.Write("`r" + ' ' * $columns + "`r") } }
}

function Publish-Host($dotnet, $flavour, $scratch) {
    foreach ($ready in 'true', 'false') {
        Invoke-Sdk $dotnet "$cache/host.log" -Shown @('publish', 'build/Host/OpenLinux.Host.csproj', '-c', 'Release', '-o', $scratch,
            '-v:minimal', '-nologo', '-nodeReuse:false', '--use-current-runtime', '--no-self-contained',
            "-p:ArtifactsPath=$cache/host.build", "-p:CakePackages=$flavour", "-p:PublishReadyToRun=$ready", '-p:UseAppHost=false',
            '-p:TieredPGO=false', '-p:ConcurrentGarbageCollection=false', '-p:DebugType=none', '-p:NuGetAudit=false')
        if ($LASTEXITCODE -eq 0) { return }
        if (-not (Select-String -Quiet -LiteralPath "$cache/host.log" -Pattern 'crossgen')) { break }
    }
    Stop-Build 'OL002' 'the build host does not compile' (Get-Content -Raw "$cache/host.log") 'correct the sources under build/'
}

# Whether what was compiled is there, and the runtime it was compiled with.
function Test-Host($built) {
    (Test-Path -LiteralPath "$built/dotnet") -and (Test-Path -LiteralPath (Get-Content -LiteralPath "$built/dotnet" -TotalCount 1))
}

# One compile at a time. Whatever keeps the file from being opened, other than that it is open elsewhere, does not pass by waiting.
function Enter-Compile {
    $heldElsewhere = -2147024864, 11, 35 # ERROR_SHARING_VIOLATION; EWOULDBLOCK of Linux and of macOS
    for ($waiting = $false; ; $waiting = $true) {
        try {
            New-Item -ItemType Directory -Force "$cache/host" | Out-Null
            return [IO.File]::Open("$cache/host.ps1.lock", 'OpenOrCreate', 'ReadWrite', 'None')
        }
        catch {
            $fault = $_.Exception.GetBaseException()
            if ($fault -isnot [IO.IOException] -or $fault.HResult -notin $heldElsewhere) {
                Stop-Build 'OL005' "the checkout's cache folder cannot be written: $cache" $fault.Message 'run as its owner, free some space, or make the folder writable for this user'
            }
            if (-not $waiting) { [Console]::Error.WriteLine('Waiting for another process, which is compiling the build host of this checkout.') }
            Start-Sleep -Milliseconds 200
        }
    }
}

function Build-Host($dotnet, $flavour) {
    foreach ($attempt in 1..3) {
        $key = Get-HostKey $flavour
        $built = Join-Path $cache "host/$key"
        if (Test-Host $built) { return $built }
        [Console]::Error.WriteLine('Compiling the build host (once for each change of its sources).')
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $scratch = Join-Path $cache 'host.ps1.scratch'
        Remove-Item -Recurse -Force -LiteralPath $scratch -ErrorAction SilentlyContinue
        Publish-Host $dotnet $flavour $scratch
        if ($key -ne (Get-HostKey $flavour)) { continue } # The sources changed meanwhile: nobody knows what this is.
        [IO.File]::WriteAllText("$scratch/dotnet", "$dotnet`n")
        [IO.File]::WriteAllText("$cache/host.seconds", "$([int] $clock.Elapsed.TotalSeconds)`n") # build.sh reads it, too
        Remove-Item -Recurse -Force -LiteralPath $built -ErrorAction SilentlyContinue
        Move-Item -LiteralPath $scratch -Destination $built
        Get-ChildItem -LiteralPath "$cache/host" -Directory | Sort-Object LastWriteTime -Descending | Select-Object -Skip 3 |
            Remove-Item -Recurse -Force -ErrorAction SilentlyContinue
        return $built
    }
    Stop-Build 'OL002' 'the build host does not compile' 'its sources changed during each of 3 compiles' 'run this again when they rest'
}

$flavour = $env:CakePackages
if (-not $flavour -and (Test-Path -LiteralPath "$cache/cake-packages") -and
    (Get-Item -LiteralPath "$cache/cake-packages").LastWriteTimeUtc -ge (Get-Item -LiteralPath "$root/Directory.Packages.props").LastWriteTimeUtc) {
    $flavour, $doubt = (Get-Content -LiteralPath "$cache/cake-packages" -TotalCount 1) -split ' ', 2
}
if ($flavour -and $flavour -notin 'nuget', 'bundled') {
    Stop-Build 'OL004' 'the Cake flavour is neither nuget nor bundled' "it is '$flavour'" 'unset CakePackages, or set it to one of the two'
}

$built = if ($flavour) { Join-Path $cache "host/$(Get-HostKey $flavour)" }
if (-not $built -or -not (Test-Host $built)) {
    $lock = Enter-Compile
    try {
        $dotnet = Find-Sdk
        if (-not $dotnet) { $dotnet = Install-Sdk }
        if (-not $flavour -or $doubt) { $flavour = Get-Flavour $dotnet }
        $built = Build-Host $dotnet $flavour
    }
    finally { $lock.Dispose() }
}

$env:OPENLINUX_ROOT = $root
$env:DOTNET_GCgen0size = '800000' # as in build.sh
$env:OPENLINUX_CAKE_PACKAGES = $flavour
$dotnet = Get-Content -LiteralPath "$built/dotnet" -TotalCount 1
$words = Get-Words $args (Get-PSCallStack)[1]
if ($PSVersionTable.PSVersion -lt [Version] '7.3') {
    # Older ones drop empty arguments and do not escape quotes; these are the rules of CommandLineToArgvW.
    $words = @($words | ForEach-Object { if ($_ -eq '') { '""' } else { $_ -replace '(\\*)"', '$1$1\"' -replace '(\\+)$', $(if ($_ -match '\s') { '$1$1' } else { '$1' }) } })
}
if ($onWindows) { & $dotnet "$built/OpenLinux.Host.dll" @words }
else { # Elsewhere PowerShell takes words that it is not shown in quotes for patterns of file names.
    $call = '& $dotnet "$built/OpenLinux.Host.dll"'
    for ($at = 0; $at -lt $words.Count; $at++) { $call += " `"`$(`$words[$at])`"" }
    . ([scriptblock]::Create($call))
}
exit $LASTEXITCODE
