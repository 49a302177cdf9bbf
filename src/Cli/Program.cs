return await Actors.Cli.Commands.ActorsCommand.RunAsync(args);
