// Each test runs a whole system of processes, and mostly waits for it: two at a time slow each other down little, more would.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
