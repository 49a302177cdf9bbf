// One browser at a time: the expectations have limits.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
