// Each test runs a whole system of processes, and some start ten nodes: two tests at a time starve each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
