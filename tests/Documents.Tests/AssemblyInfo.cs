using System.Runtime.Versioning;

// The programs that it reads are for Linux.
[assembly: SupportedOSPlatform("linux")]
