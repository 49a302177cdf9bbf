using System.Runtime.Versioning;

// It asks the kernel about its standard output, and keeps keys for their owner.
[assembly: SupportedOSPlatform("linux")]
