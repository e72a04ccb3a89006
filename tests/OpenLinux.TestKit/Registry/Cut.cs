namespace OpenLinux.TestKit.Registry;

/// <summary>Where in an exchange a connection is cut.</summary>
public enum CutPoint
{
    /// <summary>The request never gets through.</summary>
    BeforeHead,

    /// <summary>Its head gets through, nothing of its body.</summary>
    AfterHead,

    /// <summary>A part of its body gets through.</summary>
    InBody,

    /// <summary>All of it gets through and is answered; the answer does not come back.</summary>
    BeforeAnswer,

    /// <summary>A part of the answer comes back.</summary>
    InAnswer,
}

/// <param name="Bytes">How many of the body or of the answer get through.</param>
public sealed record Cut(CutPoint Point, int Bytes = 0);

/// <summary>It is time to hang up.</summary>
internal sealed class CutException : Exception
{
    public static void At(Cut? cut, CutPoint point)
    {
        if (cut?.Point == point)
        {
            throw new CutException();
        }
    }
}
