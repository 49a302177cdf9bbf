using Actors.Cli.Commands;
using Actors.Cli.Views;
using Actors.Dev.Commands;
using Actors.Walk;

// The same options as ./actors walk, which runs this.
return await CommandLine.RunAsync(WalkCommand.Create(WholeWalk.RunAsync), args, "./actors walk", Output.ForConsole);
