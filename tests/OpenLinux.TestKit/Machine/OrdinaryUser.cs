using System.Runtime.InteropServices;

namespace OpenLinux.TestKit.Machine;

/// <summary>
/// Runs code as a user whom permissions hold for. Root is made nobody for one thread, by the system call itself:
/// the C library's <c>seteuid</c> would change every thread of the test run.
/// </summary>
public static partial class OrdinaryUser
{
    private const int Nobody = 65534;
    private const int Unchanged = -1;

    public static T Run<T>(Func<T> action)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return action();
        }

        T? result = default;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                if (SystemCall(SetResUid, Unchanged, Nobody, Unchanged) != 0)
                {
                    throw new InvalidOperationException($"setresuid failed: {Marshal.GetLastPInvokeErrorMessage()}");
                }

                result = action();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? result! : throw failure;
    }

    private static nint SetResUid => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 117 : 147;

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint real, nint effective, nint saved);
}
