using System.Net.Sockets;
using OpenLinux.Common.Files;
using OpenLinux.Common.Processes;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Machine;

namespace OpenLinux.Tests.Common;

public sealed class FileLockTests : IDisposable
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    private readonly TestFolder folder = new();

    private string Lock => folder.PathOf("locks/one");

    [Fact]
    public async Task The_second_waits_for_the_first_and_is_told_so_once()
    {
        var waits = 0;
        var first = await TakeAsync();
        var second = FileLock.TakeAsync(Lock, () => waits++, TestContext.Current.CancellationToken);
        await Task.Delay(300, TestContext.Current.CancellationToken);

        second.IsCompleted.Should().BeFalse();
        FileLock.TryTake(Lock).Should().BeNull();
        first.Dispose();

        (await second.WaitAsync(AtOnce)).Dispose();
        waits.Should().Be(1);
    }

    [Fact]
    public async Task Waiting_ends_with_the_build()
    {
        using var first = await TakeAsync();
        using var cancellation = new CancellationTokenSource();
        var second = FileLock.TakeAsync(Lock, cancellation.Cancel, cancellation.Token);

        await second.Invoking(it => it.WaitAsync(AtOnce)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_lock_of_this_machine_keeps_others_out()
    {
        using var held = await TakeAsync();

        held.Excludes.Should().BeTrue();
        (await new ProcessLauncher().RunAsync(
            new ProcessSpec("flock", ["--nonblock", "--conflict-exit-code=7", Lock, "true"], "/"), TestContext.Current.CancellationToken))
            .ExitCode.Should().Be(7, "flock(1) finds it held, too");
    }

    [Fact]
    public async Task What_stands_there_and_is_no_file_is_no_holder()
    {
        Directory.CreateDirectory(folder.PathOf("locks"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Lock));

        await FailsAtOnceAsync<IOException>("No such device or address");
    }

    [Fact]
    public async Task A_folder_is_no_holder()
    {
        Directory.CreateDirectory(Lock);

        await FailsAtOnceAsync<UnauthorizedAccessException>("denied");
    }

    [Fact]
    public void A_lock_of_another_user_is_no_holder()
    {
        folder.Write("locks/one", "");
        File.SetUnixFileMode(Lock, UnixFileMode.UserRead);

        FluentActions.Invoking(() => OrdinaryUser.Run(() => FileLock.TryTake(Lock))).Should().Throw<UnauthorizedAccessException>();
    }

    public void Dispose() => folder.Dispose();

    private Task<FileLock> TakeAsync() => FileLock.TakeAsync(Lock, () => { }, TestContext.Current.CancellationToken).WaitAsync(AtOnce);

    private async Task FailsAtOnceAsync<TException>(string because)
        where TException : Exception =>
        (await FluentActions.Awaiting(TakeAsync).Should().ThrowAsync<TException>()).Which.Message.Should().Contain(because);
}
