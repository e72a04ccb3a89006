using System.Runtime.Versioning;

// The tests speak to a Unix file system, to sh and to signals.
[assembly: UnsupportedOSPlatform("windows")]
