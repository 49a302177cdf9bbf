using System.Runtime.Versioning;

// It starts the local system.
[assembly: SupportedOSPlatform("linux")]
