namespace OpenLinux.Machine.Doctor;

public enum DoctorVerdict
{
    Good,

    /// <summary>Missing, and the work goes on with less.</summary>
    Optional,

    Bad,
}
