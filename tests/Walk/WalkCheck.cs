namespace Actors.Walk;

/// <summary>Something that had to be so.</summary>
/// <param name="What">What it is about.</param>
/// <param name="Expected">How it should be.</param>
/// <param name="Seen">How it was.</param>
/// <param name="Passed">Whether that is right.</param>
internal sealed record WalkCheck(string What, string Expected, string Seen, bool Passed);

/// <summary>A picture that was taken.</summary>
/// <param name="File">Its path in the folder of the walk.</param>
/// <param name="Caption">What it shows.</param>
internal sealed record WalkPicture(string File, string Caption);
