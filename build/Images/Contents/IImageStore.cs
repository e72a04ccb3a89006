namespace OpenLinux.Images.Contents;

/// <summary>The documents and layers of stored images, by their paths in the layout's folder or in the archive.</summary>
internal interface IImageStore : IDisposable
{
    /// <returns>A stream that can seek, or null where there is none.</returns>
    Stream? Open(string path);
}
