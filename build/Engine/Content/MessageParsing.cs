using Google.Protobuf;

namespace OpenLinux.Engine.Content;

/// <summary>Reads messages that anyone may have written.</summary>
public static class MessageParsing
{
    /// <returns>Null where the bytes are no such message. At an end within a wrapper (<c>UInt32Value</c>) Google.Protobuf says so by another exception.</returns>
    public static T? TryParse<T>(this MessageParser<T> parser, ReadOnlySpan<byte> bytes)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (Exception fault) when (fault is InvalidProtocolBufferException or InvalidOperationException)
        {
            return null;
        }
    }
}
