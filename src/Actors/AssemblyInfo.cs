using System.Runtime.Versioning;

// It is on Linux that processes, signals and HAProxy are what its programs take them for.
[assembly: SupportedOSPlatform("linux")]
