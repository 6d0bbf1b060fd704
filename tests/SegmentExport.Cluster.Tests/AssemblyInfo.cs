// Each test starts a cluster of its own; side by side they would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
