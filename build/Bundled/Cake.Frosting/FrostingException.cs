namespace Cake.Frosting;

/// <summary>The host itself is set up wrongly: its command line, its working directory or its task graph.</summary>
public sealed class FrostingException : Exception
{
    public FrostingException()
    {
    }

    public FrostingException(string message)
        : base(message)
    {
    }

    public FrostingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
