using System.Runtime.Versioning;

// It starts processes in groups of their own and speaks to them in signals.
[assembly: SupportedOSPlatform("linux")]
