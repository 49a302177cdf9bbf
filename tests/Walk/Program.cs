using Actors.Cli.Commands;
using Actors.Dev.Commands;
using Actors.Walk;

// The same options as ./actors walk, which runs this.
return await CommandLine.RunAsync(WalkCommand.Create(WholeWalk.RunAsync), args);
