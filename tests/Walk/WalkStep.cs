namespace Actors.Walk;

/// <summary>One of the original's steps.</summary>
/// <param name="Number">The original's number.</param>
/// <param name="Title">What it is about, in a few words.</param>
/// <param name="About">What happens here.</param>
/// <param name="Run">Brings it about and checks it.</param>
internal sealed record WalkStep(int Number, string Title, string About, Func<StepRun, Task> Run);
