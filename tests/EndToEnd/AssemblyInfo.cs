// Classes run beside each other (xunit.runner.json), as many as there is room for (NodeGate): those that take longest begin.
[assembly: TestCollectionOrderer("Actors.EndToEnd.Support." + nameof(Actors.EndToEnd.Support.LongestFirst), "EndToEnd")]
[assembly: TestCaseOrderer("Actors.EndToEnd.Support." + nameof(Actors.EndToEnd.Support.ByHaProxy), "EndToEnd")]

// The programs run on Linux, and so do their tests.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
