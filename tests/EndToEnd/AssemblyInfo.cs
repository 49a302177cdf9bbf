// Each test runs a whole system of processes: one at a time, so that they do not slow each other down.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
