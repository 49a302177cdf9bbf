// Time moves when nothing runs any more, which is seen on the whole process: one cluster at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
