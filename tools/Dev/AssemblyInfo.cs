using System.Runtime.Versioning;

// It reads /proc and speaks in signals.
[assembly: SupportedOSPlatform("linux")]
