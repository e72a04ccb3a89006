using System.Net;

namespace OpenLinux.TestKit.Registry;

/// <summary>Answers that a <see cref="ConformingRegistry"/> gives instead of its own.</summary>
internal static class Answers
{
    public static Func<HttpListenerContext, bool> For(string method, Action<HttpListenerContext> answer) =>
        context => context.Request.HttpMethod == method && Do(context, () => answer(context));

    public static Func<HttpListenerContext, bool> Once(string method, Action<HttpListenerContext> answer)
    {
        var isDone = 0;
        return context => context.Request.HttpMethod == method && Interlocked.Exchange(ref isDone, 1) == 0 && Do(context, () => answer(context));
    }

    /// <summary>A body that is not read would keep the connection from being used again.</summary>
    public static bool Do(HttpListenerContext context, Action answer)
    {
        context.Request.InputStream.CopyTo(Stream.Null);
        answer();
        return true;
    }
}
