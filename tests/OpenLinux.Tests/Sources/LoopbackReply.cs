namespace OpenLinux.Tests.Sources;

/// <param name="CutAfter">Hang up after so many bytes of the body.</param>
/// <param name="StaysSilent">Keep the connection open without another byte.</param>
public sealed record LoopbackReply(
    string Status, byte[] Body, int? CutAfter = null, bool StaysSilent = false, params IReadOnlyList<(string Name, string Value)> Headers)
{
    public static readonly LoopbackReply NotFound = new("404 Not Found", []);

    public static LoopbackReply Of(byte[] body) => new("200 OK", body);

    public static LoopbackReply RedirectTo(string address) => new("302 Found", [], Headers: [("Location", address)]);

    /// <summary>As a file server answers: the wanted range where the validator still fits, else the whole.</summary>
    public static LoopbackReply FileFor(LoopbackRequest request, byte[] file, string etag)
    {
        var isUnchanged = !request.Headers.TryGetValue("If-Range", out var validator) || validator == etag;
        return request.RangeStart switch
        {
            { } start when isUnchanged && start >= file.Length =>
                new("416 Range Not Satisfiable", [], Headers: [("Content-Range", $"bytes */{file.Length}")]),
            { } start when isUnchanged => new(
                "206 Partial Content",
                file[start..],
                Headers: [("ETag", etag), ("Content-Range", $"bytes {start}-{file.Length - 1}/{file.Length}")]),
            _ => new("200 OK", file, Headers: [("ETag", etag)]),
        };
    }
}
